package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Tiles.at;
import static espalier.processor.emit.Tiles.plus;
import static espalier.processor.emit.Tiles.times;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationFunction;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/**
 * Writes direct convolutions. All three passes are the same register tile: a block of neighbouring values (one vector, or
 * four floats in the scalar dialect) times a row of single values, each product added to a sum of its own. Forward takes
 * a block of filters times a row of output pixels; the weight gradient a block of filters times a row of taps; the input
 * gradient a block of taps times a row of output pixels.
 */
final class ConvolutionEmitter implements KernelEmitter<Kernel.Convolution> {

    @Override
    public TypeSpec scalar(KernelClass name, Kernel.Convolution kernel) {
        ConvolutionGeometry geometry = ConvolutionGeometry.plain(kernel);
        return new Writer(name, kernel, geometry, BlockArithmetic.Scalar.covering(geometry.filters())).type();
    }

    @Override
    public TypeSpec vector(KernelClass name, Kernel.Convolution kernel) {
        ConvolutionGeometry geometry = ConvolutionGeometry.filling(Layout.SLACK, kernel);
        return new Writer(name, kernel, geometry, new BlockArithmetic.Vector()).type();
    }

    /** Writes one class. */
    private static final class Writer {
        /** The rows of x and dy that the weight gradient goes through again for each tile of taps: a first-level cache. */
        private static final int STRIP_BYTES = 32 * 1024;

        /** Two multiply-adds a cycle, each of four cycles, keep eight sums busy. */
        private static final int MOST_PARTS = 8;

        private final KernelClass name;
        private final Kernel.Convolution kernel;
        private final ConvolutionGeometry geometry;
        private final BlockArithmetic blocks;
        private final ActivationFunction activation;
        private final TypeSpec.Builder type;

        Writer(KernelClass name, Kernel.Convolution kernel, ConvolutionGeometry geometry, BlockArithmetic blocks) {
            this.name = name;
            this.kernel = kernel;
            this.geometry = geometry;
            this.blocks = blocks;
            this.activation = kernel.activation();
            this.type = KernelClasses.named(
                    name,
                    blocks.dialect(),
                    Names.kernelInterface("ConvolutionKernel"),
                    new ConvolutionJavadoc(name, kernel, geometry, blocks.dialect()).text());
        }

        TypeSpec type() {
            packing();
            forward();
            if (kernel.backward()) {
                ActivationPass.backward(type, blocks.dialect(), activation, kernel.y());
                backwardWeights();
                backwardInput();
            }
            return type.build();
        }

        private void packing() {
            CodeBlock.Builder value = CodeBlock.builder()
                    .add("$T.blocksOf($L)", Names.CONVOLUTION_PACKING, blocks.lanes())
                    .add("\n        .filters($L)", kernel.op().output().channels())
                    .add("\n        .channels($L)", kernel.op().input().channels())
                    .add(
                            "\n        .kernel($L, $L)",
                            geometry.window().height(),
                            geometry.window().width());
            if (kernel.op().groups() > 1) {
                value.add("\n        .groups($L)", kernel.op().groups());
            }
            if (geometry.merged() > 1) {
                value.add("\n        .merged($L)", geometry.merged());
            }
            if (geometry.pixels() > 1) {
                value.add(
                        "\n        .pixels($L, $L)",
                        geometry.pixels(),
                        geometry.window().strideWidth());
            }
            if (geometry.runs() > 1) {
                value.add("\n        .columnsApart()");
            }
            if (!kernel.op().connections().isEmpty()) {
                value.add("\n        .connections($L)", connections());
            }
            type.addField(FieldSpec.builder(Names.CONVOLUTION_PACKING, "PACKING")
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .initializer(value.add("\n        .build()").build())
                    .build());
            type.addMethod(KernelClasses.override("packing")
                    .returns(Names.CONVOLUTION_PACKING)
                    .addStatement("return PACKING")
                    .build());
        }

        private String connections() {
            return kernel.op().connections().stream()
                    .map(maps -> maps.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}")))
                    .collect(Collectors.joining(",\n            ", "new int[][] {\n            ", "\n        }"));
        }

        // ---- y = f(b + w * x)

        private void forward() {
            boolean dividable = !mayOverrun() || !kernel.y().isContiguous();
            if (!dividable) {
                type.addField(KernelClasses.constant(
                        "ROWS_PER_PART",
                        "LANES.length() > " + geometry.filters() + " ? " + geometry.outputHeight() + " : 1"));
            }
            type.addMethod(KernelClasses.override("rows")
                    .returns(TypeName.INT)
                    .addStatement("return $L", geometry.outputHeight() + (dividable ? "" : " / ROWS_PER_PART"))
                    .build());

            CodeBlock.Builder code = CodeBlock.builder();
            String from = "fromRow";
            String to = "toRow";
            if (!dividable) {
                code.addStatement("int from = fromRow * ROWS_PER_PART");
                code.addStatement("int to = toRow * ROWS_PER_PART");
                from = "from";
                to = "to";
            }
            code.beginControlFlow("for (int block = 0; block < PACKING.blocks(); block++)");
            String channel = firstFilterAndChannel(code);
            code.addStatement("int wAt = block * PACKING.weightsPerBlock()");
            String b = kernel.op().bias() ? ", b, block * " + blocks.lanes() : "";
            int height = tileRows(geometry.outputWidth());
            if (height > 1) {
                code.addStatement("int i = $L", from);
                code.beginControlFlow("for (; i + $L <= $L; i += $L)", height, to, height);
                code.addStatement("$L(x, $L, w, wAt$L, y, $L)", rowsName(height), xRowAt(channel), b, yRowAt());
                code.endControlFlow();
                code.beginControlFlow("for (; i < $L; i++)", to);
            } else {
                code.beginControlFlow("for (int i = $L; i < $L; i++)", from, to);
            }
            code.addStatement("$L(x, $L, w, wAt$L, y, $L)", rowsName(1), xRowAt(channel), b, yRowAt());
            code.endControlFlow();
            code.endControlFlow();
            boolean separately = ActivationPass.isSeparate(activation);
            if (separately) {
                ActivationPass.rows(code, kernel.y(), from, to);
            }
            type.addMethod(KernelClasses.override(
                            "forward",
                            floats("x"),
                            integer("xAt"),
                            floats("w"),
                            floats("b"),
                            floats("y"),
                            integer("yAt"),
                            integer("fromRow"),
                            integer("toRow"))
                    .addCode(code.build())
                    .build());
            outputRows(1);
            if (height > 1) {
                outputRows(height);
            }
            if (separately) {
                ActivationPass.method(type, blocks.dialect(), activation);
            }
        }

        /** Whether a store can reach beyond the last filter, into the next pixel: not where a block ends with its group. */
        private boolean mayOverrun() {
            return blocks.dialect() == Dialect.VECTOR && geometry.filters() < Layout.SLACK;
        }

        private String firstFilterAndChannel(CodeBlock.Builder code) {
            code.addStatement("int k = PACKING.firstFilter(block)");
            if (geometry.groups() == 1) {
                return "";
            }
            code.addStatement("int c = PACKING.firstChannel(block)");
            return " + c";
        }

        private String xRowAt(String channel) {
            return plus("xAt", geometry.xOrigin()) + " + " + times("i", geometry.xRow()) + channel;
        }

        private String yRowAt() {
            return plus("yAt", kernel.y().origin()) + " + "
                    + times("i", kernel.y().rowPitch()) + " + k";
        }

        /** Rows taken at once: more than one where rows are so short that they leave registers free. */
        private int tileRows(int width) {
            int most = Math.max(1, blocks.accumulators() / width);
            return Tiles.split(geometry.outputHeight(), most).get(0);
        }

        private String rowsName(int rows) {
            return rows == 1 ? "outputRow" : "outputRows" + rows;
        }

        /** Rows of output in tiles of pixels. */
        private void outputRows(int rows) {
            List<Integer> widths = Tiles.split(geometry.outputWidth(), blocks.accumulators());
            CodeBlock.Builder code = CodeBlock.builder();
            boolean bias = kernel.op().bias();
            Tiles.calls(
                    code,
                    widths,
                    "j",
                    (width, j) -> code.addStatement(
                            "$L(x, $L, w, wAt$L, y, $L)",
                            tileName("tile", rows, width),
                            at("xAt", j, geometry.xPixel()),
                            bias ? ", b, bAt" : "",
                            at("yAt", j, geometry.yPixel())));
            if (mayOverrun() && !kernel.y().isContiguous()) {
                code.add("// the last pixel's spare lanes have run into the border\n");
                for (int row = 0; row < rows; row++) {
                    int end = row * kernel.y().rowPitch() + geometry.rowLength();
                    code.addStatement("$T.zero(LANES).intoArray(y, $L)", Names.FLOAT_VECTOR, plus("yAt", end));
                }
            }
            type.addMethod(forwardHelper(rowsName(rows))
                    .addJavadoc("$L of output, one block of filters.\n", rows == 1 ? "A row" : rows + " rows")
                    .addCode(code.build())
                    .build());
            widths.stream().distinct().forEach(width -> tile(rows, width));
        }

        private MethodSpec.Builder forwardHelper(String method) {
            MethodSpec.Builder helper =
                    KernelClasses.helper(method, floats("x"), integer("xAt"), floats("w"), integer("wAt"));
            if (kernel.op().bias()) {
                helper.addParameter(floats("b")).addParameter(integer("bAt"));
            }
            return helper.addParameter(floats("y")).addParameter(integer("yAt"));
        }

        /** {@code rows * width} output pixels. */
        private void tile(int rows, int width) {
            int pixels = rows * width;
            int parts = parts(width, geometry.runLength());
            List<String> sums = names("y", pixels * parts);
            CodeBlock.Builder code = CodeBlock.builder();
            if (kernel.op().bias()) {
                blocks.load(code, sums.get(0), "b", "bAt");
            } else {
                blocks.zero(code, sums.get(0));
            }
            sums.subList(1, pixels).forEach(sum -> blocks.copy(code, sum, sums.get(0)));
            sums.subList(pixels, sums.size()).forEach(sum -> blocks.zero(code, sum));

            String u = open(code, "u", geometry.window().height(), 1, "kernel row");
            String v = open(code, "v", geometry.runs(), 1, "kernel column");
            String t = open(code, "t", geometry.runLength(), parts, runComment());
            code.addStatement("int at = $L", inputOf("xAt", u, v, t));
            for (int part = 0; part < parts; part++) {
                blocks.load(code, factor(part), "w", "wAt + " + scaled(plus(tap(u, v, t), part), blocks.lanes()));
                for (int pixel = 0; pixel < pixels; pixel++) {
                    int offset = pixel / width * geometry.xRow() + pixel % width * geometry.xPixel();
                    String x = plus("at", offset + part);
                    blocks.multiplyAdd(code, sums.get(part * pixels + pixel), factor(part), "x", x);
                }
            }
            close(code, u, v, t);
            addParts(code, sums, pixels);
            for (int pixel = 0; pixel < pixels; pixel++) {
                int offset = pixel / width * kernel.y().rowPitch() + pixel % width * geometry.yPixel();
                ActivationPass.inTile(code, blocks, activation, sums.get(pixel));
                blocks.store(code, sums.get(pixel), "y", plus("yAt", offset));
            }
            type.addMethod(forwardHelper(tileName("tile", rows, width))
                    .addJavadoc("One block of filters for $L$L.\n", pixels(rows, width), partsComment(parts))
                    .addCode(code.build())
                    .build());
        }

        /**
         * In how many parts, side by side, each sum is taken: more than one where a tile has so few sums that it would
         * wait for each multiply-add. Divides {@code terms}; the same for tiles of one and of several rows, so that a
         * sum does not depend on which of them it fell in.
         */
        private int parts(int width, int terms) {
            int sums = tileRows(geometry.outputWidth()) * width;
            int most = Math.max(1, Math.min(MOST_PARTS, blocks.accumulators() / sums));
            return IntStream.rangeClosed(1, most)
                    .filter(parts -> terms % parts == 0)
                    .max()
                    .getAsInt();
        }

        private static String partsComment(int parts) {
            return parts == 1 ? "" : ", each sum in " + parts + " parts";
        }

        private static String factor(int part) {
            return "f" + part;
        }

        /** Adds the parts of each sum to its first. */
        private void addParts(CodeBlock.Builder code, List<String> sums, int count) {
            for (int at = count; at < sums.size(); at++) {
                blocks.add(code, sums.get(at % count), sums.get(at));
            }
        }

        // ---- dw = dy * x

        private void backwardWeights() {
            CodeBlock.Builder code = CodeBlock.builder();
            int strip = rowsPerStrip();
            String i = "0";
            if (strip < geometry.outputHeight()) {
                code.beginControlFlow("for (int i = 0; i < $L; i += $L)", geometry.outputHeight(), strip);
                i = "i";
            }
            code.beginControlFlow("for (int block = 0; block < PACKING.blocks(); block++)");
            String channel = firstFilterAndChannel(code);
            code.addStatement(
                    "weightGradient(x, $L, dy, $L + k, dw, block * PACKING.weightsPerBlock())",
                    at(plus("xAt", geometry.xOrigin()), i, geometry.xRow()) + channel,
                    at(plus("dyAt", kernel.y().origin()), i, kernel.y().rowPitch()));
            if (kernel.op().bias()) {
                code.addStatement(
                        "biasGradient(dy, $L + k, db, block * $L)",
                        at(plus("dyAt", kernel.y().origin()), i, kernel.y().rowPitch()),
                        blocks.lanes());
            }
            code.endControlFlow();
            if (strip < geometry.outputHeight()) {
                code.endControlFlow();
            }
            type.addMethod(KernelClasses.override(
                            "backwardWeights",
                            floats("x"),
                            integer("xAt"),
                            floats("dy"),
                            integer("dyAt"),
                            floats("dw"),
                            floats("db"))
                    .addJavadoc("{@code dw[k,c,u,v] += sum over i,j of dy[k,i,j] * $L}\n", formulaInput())
                    .addCode(code.build())
                    .build());
            weightGradient(strip);
            if (kernel.op().bias()) {
                biasGradient(strip);
            }
        }

        private String formulaInput() {
            return new ConvolutionJavadoc(name, kernel, geometry, blocks.dialect()).inputTerm();
        }

        /** Rows of output that are gone through for all taps before the next: what the first-level cache holds. */
        private int rowsPerStrip() {
            long bytesPerRow = 4L * (geometry.xRow() + (long) geometry.rowLength());
            int most = (int) Math.max(1, STRIP_BYTES / bytesPerRow);
            int rows = Math.min(most, geometry.outputHeight());
            while (geometry.outputHeight() % rows != 0) {
                rows--;
            }
            return rows;
        }

        /** All taps of one block of filters, in tiles of taps. */
        private void weightGradient(int strip) {
            int runLength = geometry.runLength();
            boolean byRow = geometry.runs() == 1;
            int segments = byRow ? geometry.window().height() : geometry.runs();
            List<Integer> widths = Tiles.split(runLength, blocks.accumulators());
            List<Integer> heights = Tiles.split(segments, Math.max(1, blocks.accumulators() / runLength));
            int step = byRow ? geometry.kernelRow() : geometry.kernelColumn();

            CodeBlock.Builder code = CodeBlock.builder();
            String u = "0";
            if (!byRow) {
                u = open(code, "u", geometry.window().height(), 1, "kernel row");
            }
            String row = u;
            String segment = byRow ? "u" : "v";
            int packed = runLength;
            Tiles.calls(code, heights, segment, (height, s) -> {
                String xFrom = at(at("xAt", row, geometry.kernelRow()), s, step);
                String tap = sum(List.of(row, s), List.of(geometry.kernelWidth() * geometry.channels(), packed));
                Tiles.calls(
                        code,
                        widths,
                        "t",
                        (width, t) -> code.addStatement(
                                "$L(x, $L, dy, dyAt, dw, $L)",
                                tileName("taps", height, width),
                                at(xFrom, t, 1),
                                plusTaps(tap, t)));
            });
            if (!byRow) {
                close(code, u);
            }
            type.addMethod(weightGradientHelper("weightGradient")
                    .addJavadoc("All taps of one block of filters$L.\n", overRows(strip))
                    .addCode(code.build())
                    .build());
            for (int height : distinct(heights)) {
                for (int width : distinct(widths)) {
                    taps(strip, height, width, step);
                }
            }
        }

        private String overRows(int strip) {
            return strip == geometry.outputHeight() ? "" : strip == 1 ? ", over a row" : ", over " + strip + " rows";
        }

        private String plusTaps(String tap, String t) {
            String sum = tap.equals("0") ? t : t.equals("0") ? tap : tap + " + " + t;
            return sum.equals("0") ? "dwAt" : "dwAt + " + scaled(sum, blocks.lanes());
        }

        private MethodSpec.Builder weightGradientHelper(String method) {
            return KernelClasses.helper(
                    method, floats("x"), integer("xAt"), floats("dy"), integer("dyAt"), floats("dw"), integer("dwAt"));
        }

        /** {@code height} segments, {@code step} apart, of {@code width} taps. */
        private void taps(int strip, int height, int width, int step) {
            List<String> sums = names("w", height * width);
            CodeBlock.Builder code = CodeBlock.builder();
            for (int tap = 0; tap < sums.size(); tap++) {
                blocks.load(code, sums.get(tap), "dw", packedTap(tap));
            }
            String i = open(code, "i", strip, 1, "output row");
            String j = open(code, "j", geometry.outputWidth(), 1, "output column");
            blocks.load(code, "g", "dy", at(at("dyAt", i, kernel.y().rowPitch()), j, geometry.yPixel()));
            code.addStatement("int at = $L", at(at("xAt", i, geometry.xRow()), j, geometry.xPixel()));
            for (int tap = 0; tap < sums.size(); tap++) {
                blocks.multiplyAdd(code, sums.get(tap), "g", "x", plus("at", tap / width * step + tap % width));
            }
            close(code, i, j);
            for (int tap = 0; tap < sums.size(); tap++) {
                blocks.store(code, sums.get(tap), "dw", packedTap(tap));
            }
            type.addMethod(weightGradientHelper(tileName("taps", height, width))
                    .addJavadoc(
                            "$L of one block of filters$L.\n",
                            capitalized(Text.count(sums.size(), "tap")),
                            overRows(strip))
                    .addCode(code.build())
                    .build());
        }

        private String packedTap(int tap) {
            return tap == 0 ? "dwAt" : "dwAt + " + times(blocks.lanes(), tap);
        }

        /** {@code db[k] += sum over i,j of dy[k,i,j]}, with a sum a column of pixels, so that they run side by side. */
        private void biasGradient(int strip) {
            int width = geometry.outputWidth();
            int columns = IntStream.rangeClosed(1, Math.min(8, blocks.accumulators()))
                    .filter(count -> width % count == 0)
                    .max()
                    .getAsInt();
            List<String> sums = names("b", columns);
            CodeBlock.Builder code = CodeBlock.builder();
            blocks.load(code, "b0", "db", "dbAt");
            sums.stream().skip(1).forEach(sum -> blocks.zero(code, sum));
            String i = open(code, "i", strip, 1, "output row");
            String j = width == columns ? "0" : "j";
            if (width != columns) {
                code.beginControlFlow("for (int j = 0; j < $L; j += $L)", width, columns);
            }
            code.addStatement("int at = $L", at(at("dyAt", i, kernel.y().rowPitch()), j, geometry.yPixel()));
            for (int column = 0; column < columns; column++) {
                blocks.load(code, "g" + column, "dy", plus("at", column * geometry.yPixel()));
                blocks.add(code, sums.get(column), "g" + column);
            }
            close(code, i, j);
            for (int column = 1; column < columns; column++) {
                blocks.add(code, "b0", sums.get(column));
            }
            blocks.store(code, "b0", "db", "dbAt");
            type.addMethod(KernelClasses.helper(
                            "biasGradient", floats("dy"), integer("dyAt"), floats("db"), integer("dbAt"))
                    .addJavadoc(
                            "{@code db[k] += sum over i,j of dy[k,i,j]}, one block of filters$L.\n", overRows(strip))
                    .addCode(code.build())
                    .build());
        }

        // ---- dx = w * dy

        private void backwardInput() {
            int height = tileRows(geometry.outputWidth());
            CodeBlock.Builder code = CodeBlock.builder();
            String group = open(code, "group", geometry.groups(), 1, "");
            if (height > 1) {
                code.addStatement("int i = 0");
                code.beginControlFlow("for (; i + $L <= $L; i += $L)", height, geometry.outputHeight(), height);
                code.addStatement(inputGradientCall(height, group, "i"));
                code.endControlFlow();
                if (geometry.outputHeight() % height != 0) {
                    code.beginControlFlow("for (; i < $L; i++)", geometry.outputHeight());
                    code.addStatement(inputGradientCall(1, group, "i"));
                    code.endControlFlow();
                }
            } else {
                String i = open(code, "i", geometry.outputHeight(), 1, "");
                code.addStatement(inputGradientCall(1, group, i));
                close(code, i);
            }
            close(code, group);
            type.addMethod(KernelClasses.override(
                            "backwardInput", floats("dy"), integer("dyAt"), floats("w"), floats("dx"), integer("dxAt"))
                    .addJavadoc(
                            "{@code d$L += sum over k of w[k,c,u,v] * dy[k,i,j]}, for all i, j, u and v.\n",
                            formulaInput())
                    .addCode(code.build())
                    .build());
            if (height == 1 || geometry.outputHeight() % height != 0) {
                inputGradient(1);
            }
            if (height > 1) {
                inputGradient(height);
            }
        }

        private CodeBlock inputGradientCall(int rows, String group, String i) {
            int perGroup = geometry.window().height() * geometry.runs() * geometry.filters();
            String wAt =
                    group.equals("0") ? "0" : times(group, perGroup) + " * PACKING.vectorsPerRun() * " + blocks.lanes();
            return CodeBlock.of(
                    "$L(dy, $L, w, $L, dx, $L)",
                    inputGradientName(rows),
                    at(at(plus("dyAt", kernel.y().origin()), i, kernel.y().rowPitch()), group, geometry.filters()),
                    wAt,
                    at(at(plus("dxAt", geometry.xOrigin()), i, geometry.xRow()), group, geometry.channels()));
        }

        private String inputGradientName(int rows) {
            return rows == 1 ? "inputGradient" : "inputGradientOf" + rows;
        }

        /** What rows of output pixels add to the inputs that they were computed from. */
        private void inputGradient(int rows) {
            List<Integer> widths = Tiles.split(geometry.outputWidth(), blocks.accumulators());
            CodeBlock.Builder code = CodeBlock.builder();
            code.addStatement("int at = wAt");
            String u = open(code, "u", geometry.window().height(), 1, "kernel row");
            String v = open(code, "v", geometry.runs(), 1, "kernel column");
            code.beginControlFlow("for (int q = 0; q < PACKING.vectorsPerRun(); q++)");
            code.addStatement(
                    "int to = $L + $L",
                    at(at("dxAt", u, geometry.kernelRow()), v, geometry.kernelColumn()),
                    "q * " + blocks.lanes());
            Tiles.calls(
                    code,
                    widths,
                    "j",
                    (width, j) -> code.addStatement(
                            "$L(dy, $L, w, at, dx, $L)",
                            tileName("spread", rows, width),
                            at("dyAt", j, geometry.yPixel()),
                            at("to", j, geometry.xPixel())));
            code.addStatement("at += $L", times(blocks.lanes(), geometry.filters()));
            code.endControlFlow();
            close(code, u, v);
            type.addMethod(inputGradientHelper(inputGradientName(rows))
                    .addJavadoc(
                            "What $L of output adds to the inputs that it was computed from.\n",
                            rows == 1 ? "a row" : rows + " rows")
                    .addCode(code.build())
                    .build());
            distinct(widths).forEach(width -> spread(rows, width));
        }

        /**
         * Pixels in an order in which neighbours' blocks do not overlap: adding to memory that was stored just before, at
         * another offset, would have to wait for that store.
         */
        private List<Integer> apart(int pixels) {
            int step = blocks.dialect() == Dialect.SCALAR ? 1 : (Layout.SLACK - 1) / geometry.xPixel() + 1;
            return IntStream.range(0, step)
                    .boxed()
                    .flatMap(first -> IntStream.iterate(first, pixel -> pixel < pixels, pixel -> pixel + step)
                            .boxed())
                    .toList();
        }

        private MethodSpec.Builder inputGradientHelper(String method) {
            return KernelClasses.helper(
                    method, floats("dy"), integer("dyAt"), floats("w"), integer("wAt"), floats("dx"), integer("dxAt"));
        }

        /** {@code rows * width} output pixels to one block of taps. */
        private void spread(int rows, int width) {
            int pixels = rows * width;
            int parts = parts(width, geometry.filters());
            List<String> sums = names("d", pixels * parts);
            CodeBlock.Builder code = CodeBlock.builder();
            sums.forEach(sum -> blocks.zero(code, sum));
            String k = open(code, "k", geometry.filters(), parts, "filter");
            for (int part = 0; part < parts; part++) {
                String filter = plus(k, part);
                blocks.load(code, factor(part), "w", "wAt + " + scaled(filter, blocks.lanes()));
                for (int pixel = 0; pixel < pixels; pixel++) {
                    int offset = pixel / width * kernel.y().rowPitch() + pixel % width * geometry.yPixel();
                    String dy = plus(at("dyAt", k, 1), offset + part);
                    blocks.multiplyAdd(code, sums.get(part * pixels + pixel), factor(part), "dy", dy);
                }
            }
            close(code, k);
            addParts(code, sums, pixels);
            for (int pixel : apart(pixels)) {
                int offset = pixel / width * geometry.xRow() + pixel % width * geometry.xPixel();
                blocks.addTo(code, sums.get(pixel), "dx", plus("dxAt", offset));
            }
            type.addMethod(inputGradientHelper(tileName("spread", rows, width))
                    .addJavadoc("One block of taps from $L$L.\n", pixels(rows, width), partsComment(parts))
                    .addCode(code.build())
                    .build());
        }

        // ---- text

        private String runComment() {
            return geometry.runs() == 1 && geometry.kernelWidth() > 1
                    ? "kernel column and input channel, contiguous in x"
                    : "input channel";
        }

        private String tap(String u, String v, String t) {
            int perRow = geometry.kernelWidth() * geometry.channels();
            return sum(List.of(u, v, t), List.of(perRow, geometry.channels(), 1));
        }

        private String inputOf(String base, String u, String v, String t) {
            return at(at(at(base, u, geometry.kernelRow()), v, geometry.kernelColumn()), t, 1);
        }
    }

    private static List<Integer> distinct(List<Integer> values) {
        return values.stream().distinct().toList();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(index -> prefix + index).toList();
    }

    private static String tileName(String prefix, int rows, int width) {
        return prefix + (rows == 1 ? "" : rows + "x") + width;
    }

    private static String pixels(int rows, int width) {
        return rows == 1 ? Text.count(width, "output pixel") : rows + " rows of " + Text.count(width, "output pixel");
    }

    /**
     * Opens a loop from 0 to {@code count}, {@code step} at a time, and returns its variable; without a loop "0" if it
     * would run once.
     */
    private static String open(CodeBlock.Builder code, String variable, int count, int step, String comment) {
        if (count == step) {
            return "0";
        }
        String increment = step == 1 ? "++" : " += " + step;
        String remark = comment.isEmpty() ? "" : " // " + comment;
        code.add("for (int $L = 0; $L < $L; $L$L) {$L\n", variable, variable, count, variable, increment, remark)
                .indent();
        return variable;
    }

    private static void close(CodeBlock.Builder code, String... variables) {
        for (String variable : variables) {
            if (!variable.equals("0")) {
                code.endControlFlow();
            }
        }
    }

    /** The sum of the products of variables and factors; a variable may be a number. */
    private static String sum(List<String> variables, List<Integer> factors) {
        List<String> terms = new ArrayList<>();
        for (int term = 0; term < variables.size(); term++) {
            String value = at("", variables.get(term), factors.get(term)).replaceFirst("^ \\+ ", "");
            if (!value.isEmpty()) {
                terms.add(value);
            }
        }
        return terms.isEmpty() ? "0" : String.join(" + ", terms);
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String scaled(String sum, String factor) {
        return (sum.contains(" ") ? "(" + sum + ")" : sum) + " * " + factor;
    }
}
