package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import java.util.stream.Collectors;

/** Batch normalisation: the sums over one image's pixels, and the scale and shift of each channel. */
final class BatchNormEmitter implements TextEmitter<Kernel.BatchNorm> {

    private static final String BACKWARD_SUMS = "float[] x, int xAt, float[] mean, float[] inverse, float[] scale, "
            + "float[] shift, float[] dy, int dyAt, float[] dScale, float[] dShift, int at";

    private static final String BACKWARD = "float[] x, int xAt, float[] scale, float[] shift, float[] dy, int dyAt, "
            + "float[] a, float[] b, float[] d, float[] dx, int dxAt";

    private static final String SCALE_AND_SHIFT = """
            FloatVector factor# = FloatVector.fromArray(LANES, scale, c#);
            FloatVector offset# = FloatVector.fromArray(LANES, shift, c#);
            """;

    @Override
    public Sizes sizes(Kernel.BatchNorm kernel) {
        return Sizes.of(kernel.op().output()).layout("x", kernel.x()).layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.BatchNorm kernel, Dialect dialect) {
        ActivationFunction f = kernel.activation();
        String javadoc = """
                %s: batch normalisation (Ioffe and Szegedy 2015, algorithm 1).

                <p>{@code y[c,i,j] = %s},
                where the scale and the shift come from the statistics and the parameters.%s
                """.formatted(
                        name.layers(),
                        ActivationCode.formula(f, "(x[c,i,j] * scale[c] + shift[c])"),
                        ChannelBlocks.note(dialect));
        KernelSource source = KernelSource.of(name, dialect, "BatchNormKernel", javadoc, sizes(kernel))
                .with("xRow", "xAt + xOrigin + i * xRowPitch")
                .with("yRow", "yAt + yOrigin + i * yRowPitch")
                .with("dyRow", "dyAt + yOrigin + i * yRowPitch")
                .with("dxRow", "dxAt + xOrigin + i * xRowPitch")
                .with("scalarValue", ActivationCode.scalar(f, "v"))
                .override("channels", "channels")
                .override("valuesPerChannel", "height * width");
        if (kernel.backward()) {
            ActivationPass.backward(source, goesThrough(f) ? ActivationFunction.NONE : f, "height", "width * channels");
            source.predicate("keepsGradient", "", Boolean.toString(f.kind() == ActivationKind.NONE || goesThrough(f)));
        }
        if (dialect == Dialect.VECTOR) {
            vector(source, kernel);
        } else {
            scalar(source, kernel);
        }
        return source;
    }

    /**
     * Whether the backward pass computes anew what the activation made of a value, which is cheaper than to read it again and to
     * write the gradient before it.
     */
    private static boolean goesThrough(ActivationFunction f) {
        return f.kind() != ActivationKind.NONE
                && ActivationCode.isCheap(f)
                && f.kind().hasDerivativeFromOutput();
    }

    private static void scalar(KernelSource source, Kernel.BatchNorm kernel) {
        source.override("sum", "float[] x, int xAt, float[] sums, int at", """
                        for (int c = 0; c < channels; c++) {
                            double sum = 0;
                            for (int i = 0; i < height; i++) {
                                int row = $xRow;
                                for (int j = 0; j < width; j++) {
                                    sum += x[row + j * channels + c];
                                }
                            }
                            sums[at + c] = (float) sum;
                        }
                        """)
                .override("sumOfSquares", "float[] x, int xAt, float[] mean, float[] sums, int at", """
                        for (int c = 0; c < channels; c++) {
                            double sum = 0;
                            for (int i = 0; i < height; i++) {
                                int row = $xRow;
                                for (int j = 0; j < width; j++) {
                                    float d = x[row + j * channels + c] - mean[at + c];
                                    sum += d * d;
                                }
                            }
                            sums[at + c] = (float) sum;
                        }
                        """)
                .override("forward", "float[] x, int xAt, float[] scale, float[] shift, float[] y, int yAt", """
                        for (int i = 0; i < height; i++) {
                            for (int j = 0; j < width; j++) {
                                int from = $xRow + j * channels;
                                int to = $yRow + j * channels;
                                for (int c = 0; c < channels; c++) {
                                    float v = x[from + c] * scale[c] + shift[c];
                                    y[to + c] = $scalarValue;
                                }
                            }
                        }
                        """);
        if (!kernel.backward()) {
            return;
        }
        source.with("gradient", scalarGradient(kernel.activation()))
                .override("backwardSums", BACKWARD_SUMS, """
                        for (int c = 0; c < channels; c++) {
                            double scaleSum = 0;
                            double shiftSum = 0;
                            for (int i = 0; i < height; i++) {
                                int row = $xRow;
                                int gradients = $dyRow;
                                for (int j = 0; j < width; j++) {
                                    int value = row + j * channels + c;
                                    int from = gradients + j * channels + c;
                                    $gradient
                                    scaleSum += g * (x[value] - mean[c]);
                                    shiftSum += g;
                                }
                            }
                            dScale[at + c] = (float) (scaleSum * inverse[c]);
                            dShift[at + c] = (float) shiftSum;
                        }
                        """)
                .override("backward", BACKWARD, """
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            int dyRow = $dyRow;
                            int dxRow = $dxRow;
                            for (int j = 0; j < width; j++) {
                                for (int c = 0; c < channels; c++) {
                                    int value = xRow + j * channels + c;
                                    int from = dyRow + j * channels + c;
                                    $gradient
                                    dx[dxRow + j * channels + c] += g * a[c] + x[value] * b[c] + d[c];
                                }
                            }
                        }
                        """);
    }

    /** Declares {@code g}, the gradient before the activation of the value at {@code x[value]}, channel {@code c}. */
    private static String scalarGradient(ActivationFunction f) {
        if (!goesThrough(f)) {
            return "float g = dy[from];\n";
        }
        return """
                float v = x[value] * scale[c] + shift[c];
                float out = %s;
                float g = %s;
                """.formatted(
                        TypedText.of(ActivationCode.scalar(f, "v")),
                        TypedText.of(ActivationCode.scalarGradient(f, "out", "dy[from]")));
    }

    /** Sums are taken row by row, so that rounding errors stay small. */
    private static void vector(KernelSource source, Kernel.BatchNorm kernel) {
        ChannelBlocks.inFoursOfRows(source);
        source.with("clear", ChannelBlocks.clear("yRow + width * channels"))
                .with("rows", ChannelBlocks.rowDownwards("row", "x, xRow + c, scale, shift, c, y, yRow + c"))
                .with("rowSums", ChannelBlocks.rowUpwards("addRow", "x, xRow + c, c, sums, at"))
                .with("rowSquares", ChannelBlocks.rowUpwards("addSquaresOfRow", "x, xRow + c, mean, c, sums, at"))
                .override("sum", "float[] x, int xAt, float[] sums, int at", """
                        Arrays.fill(sums, at, at + paddedChannels(), 0f);
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            $rowSums
                        }
                        """)
                .override("sumOfSquares", "float[] x, int xAt, float[] mean, float[] sums, int at", """
                        Arrays.fill(sums, at, at + paddedChannels(), 0f);
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            $rowSquares
                        }
                        """)
                .override("forward", "float[] x, int xAt, float[] scale, float[] shift, float[] y, int yAt", """
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            int yRow = $yRow;
                            $rows
                            $clear
                        }
                        """);
        ChannelBlocks.rowHelpers(
                source,
                "addRow",
                "float[] x, int xAt, int c, float[] sums, int at",
                "The sum of a row",
                "FloatVector sum# = FloatVector.zero(LANES);\n"
                        + ChannelBlocks.eachPixelOfRow("""
                        int from = xAt + j * $pixel;
                        sum# = sum#.add(FloatVector.fromArray(LANES, x, from@));
                        """)
                        + "sum#.add(FloatVector.fromArray(LANES, sums, at + c#)).intoArray(sums, at + c#);\n");
        ChannelBlocks.rowHelpers(
                source,
                "addSquaresOfRow",
                "float[] x, int xAt, float[] mean, int c, float[] sums, int at",
                "The sum of a row's squared distances to the mean",
                """
                        FloatVector m# = FloatVector.fromArray(LANES, mean, at + c#);
                        FloatVector sum# = FloatVector.zero(LANES);
                        """
                        + ChannelBlocks.eachPixelOfRow("""
                        int from = xAt + j * $pixel;
                        FloatVector d# = FloatVector.fromArray(LANES, x, from@).sub(m#);
                        sum# = d#.fma(d#, sum#);
                        """)
                        + "sum#.add(FloatVector.fromArray(LANES, sums, at + c#)).intoArray(sums, at + c#);\n");
        ChannelBlocks.rowHelpers(
                source,
                "row",
                "float[] x, int xAt, float[] scale, float[] shift, int c, float[] y, int yAt",
                "A row",
                SCALE_AND_SHIFT + """
                        for (int j = 0; j < $pixels; j++) {
                            int from = xAt + j * $pixel;
                            int to = yAt + j * $pixel;
                            FloatVector v# = FloatVector.fromArray(LANES, x, from@).fma(factor#, offset#);
                            %s.intoArray(y, to@);
                        }
                        """.formatted(TypedText.of(ActivationCode.vector(kernel.activation(), "v#"))));
        if (kernel.backward()) {
            vectorBackward(source, kernel.activation());
        }
    }

    private static void vectorBackward(KernelSource source, ActivationFunction f) {
        String scaleAndShift = goesThrough(f) ? "scale, shift, " : "";
        String parameters = goesThrough(f) ? "float[] scale, float[] shift, " : "";
        source.with(
                        "rowGradients",
                        ChannelBlocks.rowUpwards(
                                "addRowGradient",
                                "x, xRow + c, " + scaleAndShift + "dy, dyRow + c, a, b, d, c, dx, dxRow + c"))
                .with(
                        "sumsOfRow",
                        ChannelBlocks.rowUpwards(
                                "addSumsOfRow",
                                "x, xRow + c, mean, " + scaleAndShift + "c, dy, dyRow + c, dScale, dShift, at"))
                .override("backwardSums", BACKWARD_SUMS, """
                        Arrays.fill(dScale, at, at + paddedChannels(), 0f);
                        Arrays.fill(dShift, at, at + paddedChannels(), 0f);
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            int dyRow = $dyRow;
                            $sumsOfRow
                        }
                        for (int c = 0; c < channels; c++) {
                            dScale[at + c] *= inverse[c];
                        }
                        """)
                .override("backward", BACKWARD, """
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            int dyRow = $dyRow;
                            int dxRow = $dxRow;
                            $rowGradients
                        }
                        """);
        String begin = goesThrough(f) ? SCALE_AND_SHIFT : "";
        ChannelBlocks.rowHelpers(
                source,
                "addSumsOfRow",
                "float[] x, int xAt, float[] mean, " + parameters
                        + "int c, float[] dy, int dyAt, float[] dScale, float[] dShift, int at",
                "The sums of a row, the scale's without the factor {@code inverse}",
                """
                        FloatVector m# = FloatVector.fromArray(LANES, mean, c#);
                        """ + begin + """
                        FloatVector scaleSum# = FloatVector.zero(LANES);
                        FloatVector shiftSum# = FloatVector.zero(LANES);
                        """ + ChannelBlocks.eachPixelOfRow("""
                        int value = xAt + j * $pixel;
                        int from = dyAt + j * $pixel;
                        FloatVector in# = FloatVector.fromArray(LANES, x, value@);
                        """ + vectorGradient(f) + """
                        scaleSum# = in#.sub(m#).fma(g#, scaleSum#);
                        shiftSum# = shiftSum#.add(g#);
                        """) + """
                        scaleSum#.add(FloatVector.fromArray(LANES, dScale, at + c#)).intoArray(dScale, at + c#);
                        shiftSum#.add(FloatVector.fromArray(LANES, dShift, at + c#)).intoArray(dShift, at + c#);
                        """);
        ChannelBlocks.rowHelpers(
                source,
                "addRowGradient",
                "float[] x, int xAt, " + parameters
                        + "float[] dy, int dyAt, float[] a, float[] b, float[] d, int c, float[] dx, int dxAt",
                "{@code dx += dy * a + x * b + d} for a row",
                """
                        $beyond
                        """ + begin + """
                        FloatVector ofDy# = FloatVector.fromArray(LANES, a, c#);
                        FloatVector ofX# = FloatVector.fromArray(LANES, b, c#);
                        FloatVector rest# = FloatVector.fromArray(LANES, d, c#);
                        for (int j = 0; j < $pixels; j++) {
                            int value = xAt + j * $pixel;
                            int from = dyAt + j * $pixel;
                            int to = dxAt + j * $pixel;
                            FloatVector in# = FloatVector.fromArray(LANES, x, value@);
                        """ + vectorGradient(f).indent(4) + """
                            g# = g#.fma(ofDy#, in#.fma(ofX#, rest#))$kept;
                            FloatVector.fromArray(LANES, dx, to@).add(g#).intoArray(dx, to@);
                        }
                        """);
    }

    /** Declares {@code g#}, the gradient before the activation of the values {@code in#}. */
    private static String vectorGradient(ActivationFunction f) {
        String dy = "FloatVector g# = FloatVector.fromArray(LANES, dy, from@);\n";
        if (!goesThrough(f)) {
            return dy;
        }
        return dy
                + """
                FloatVector v# = in#.fma(factor#, offset#);
                v# = %s;
                g# = %s;
                """.formatted(
                                TypedText.of(ActivationCode.vector(f, "v#")),
                                oneLine(TypedText.of(ActivationCode.vectorGradient(f, "v#", "g#"))));
    }

    /** An expression that may be written once a block, line by line. */
    private static String oneLine(String expression) {
        return expression.lines().map(String::strip).collect(Collectors.joining());
    }
}
