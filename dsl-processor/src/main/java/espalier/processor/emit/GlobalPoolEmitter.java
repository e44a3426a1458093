package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** The mean or the maximum of each whole map. */
final class GlobalPoolEmitter implements TextEmitter<Kernel.GlobalPool> {

    private static final String BACKWARD =
            "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt";

    @Override
    public Sizes sizes(Kernel.GlobalPool kernel) {
        return Sizes.of(kernel.op().input())
                .layout("x", kernel.x())
                .with("yOrigin", kernel.y().origin(), "where the first value stands in an image of y");
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.GlobalPool kernel, Dialect dialect) {
        boolean isMax = kernel.op().type() == Op.PoolType.MAX;
        String javadoc = """
                %s: global %s pooling.

                <p>{@code y[c] = %s over i,j of x[c,i,j]}%s
                """.formatted(
                        name.layers(),
                        isMax ? "maximum" : "average",
                        isMax ? "maximum" : "mean",
                        isMax
                                ? "\n\n<p>The first maximum in row order takes the gradient. A NaN gives NaN, and the"
                                        + "\nfirst pixel takes the gradient."
                                : "");
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc, sizes(kernel))
                .with("xRow", "xAt + xOrigin + i * xRowPitch")
                .with("dxRow", "dxAt + xOrigin + i * xRowPitch");
        if (dialect == Dialect.VECTOR) {
            vector(source, kernel, isMax);
        } else {
            scalar(source, kernel, isMax);
        }
        return source;
    }

    private static void scalar(KernelSource source, Kernel.GlobalPool kernel, boolean isMax) {
        source.override("forward", "float[] x, int xAt, float[] y, int yAt", isMax ? """
                for (int c = 0; c < channels; c++) {
                    float max = Float.NEGATIVE_INFINITY;
                    for (int i = 0; i < height; i++) {
                        int row = $xRow;
                        for (int j = 0; j < width; j++) {
                            max = Math.max(max, x[row + j * channels + c]);
                        }
                    }
                    y[yAt + yOrigin + c] = max;
                }
                """ : """
                for (int c = 0; c < channels; c++) {
                    float sum = 0;
                    for (int i = 0; i < height; i++) {
                        int row = $xRow;
                        float sumOfRow = 0;
                        for (int j = 0; j < width; j++) {
                            sumOfRow += x[row + j * channels + c];
                        }
                        sum += sumOfRow;
                    }
                    y[yAt + yOrigin + c] = sum * (1f / (height * width));
                }
                """);
        if (kernel.backward()) {
            source.override("backward", BACKWARD, isMax ? """
                    for (int c = 0; c < channels; c++) {
                        float max = y[yAt + yOrigin + c];
                        float g = dy[dyAt + yOrigin + c];
                        search:
                        for (int i = 0; i < height; i++) {
                            for (int j = 0; j < width; j++) {
                                if (!(x[$xRow + j * channels + c] < max)) {
                                    dx[$dxRow + j * channels + c] += g;
                                    break search;
                                }
                            }
                        }
                    }
                    """ : """
                    for (int c = 0; c < channels; c++) {
                        float g = dy[dyAt + yOrigin + c] * (1f / (height * width));
                        for (int i = 0; i < height; i++) {
                            int row = $dxRow;
                            for (int j = 0; j < width; j++) {
                                dx[row + j * channels + c] += g;
                            }
                        }
                    }
                    """);
        }
    }

    /** Row by row: means so that rounding errors stay small. */
    private static void vector(KernelSource source, Kernel.GlobalPool kernel, boolean isMax) {
        ChannelBlocks.inFours(source);
        source.with("clear", ChannelBlocks.clear("yPixel + channels"))
                .with("begin", isMax ? "Float.NEGATIVE_INFINITY" : "0f")
                .with("poolRow", ChannelBlocks.upwards("poolRow", "x, xRow + c, y, yPixel + c"))
                .with("mean", isMax ? "" : """
                        for (int c = 0; c < channels; c++) {
                            y[yPixel + c] *= 1f / (height * width);
                        }
                        """)
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        int yPixel = yAt + yOrigin;
                        Arrays.fill(y, yPixel, yPixel + channels, $begin);
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            $poolRow
                        }
                        $mean
                        $clear
                        """);
        ChannelBlocks.helpers(
                source,
                "poolRow",
                "float[] x, int xAt, float[] y, int yAt",
                isMax ? "The maximum with a row" : "The sum of a row",
                isMax
                        ? "FloatVector max# = FloatVector.fromArray(LANES, y, yAt@);\n"
                                + ChannelBlocks.eachPixel("""
                                int from = xAt + j * channels;
                                max# = max#.max(FloatVector.fromArray(LANES, x, from@));
                                """)
                                + "max#.intoArray(y, yAt@);\n"
                        : "FloatVector sum# = FloatVector.zero(LANES);\n"
                                + ChannelBlocks.eachPixel("""
                                int from = xAt + j * channels;
                                sum# = sum#.add(FloatVector.fromArray(LANES, x, from@));
                                """)
                                + "sum#.add(FloatVector.fromArray(LANES, y, yAt@)).intoArray(y, yAt@);\n");
        if (kernel.backward()) {
            vectorBackward(source, isMax);
        }
    }

    private static void vectorBackward(KernelSource source, boolean isMax) {
        String values = isMax ? "x, xRow + c, y, yAt + yOrigin + c, " : "";
        source.with(
                        "rowGradients",
                        ChannelBlocks.upwards("addRowGradient", values + "dy, dyAt + yOrigin + c, dx, dxRow + c, c"))
                .with("xRowBegin", isMax ? "int xRow = $xRow;" : "")
                .override("backward", BACKWARD, """
                        for (int i = 0; i < height; i++) {
                            $xRowBegin
                            int dxRow = $dxRow;
                            $rowGradients
                        }
                        """);
        ChannelBlocks.helpers(
                source,
                "addRowGradient",
                (isMax ? "float[] x, int xAt, float[] y, int yAt, " : "")
                        + "float[] dy, int dyAt, float[] dx, int dxAt, int c",
                isMax
                        ? "The first pixel of a row that is the maximum takes the gradient, and leaves zero in dy"
                        : "The same share to each pixel of a row",
                isMax ? """
                                $beyond
                                FloatVector max# = FloatVector.fromArray(LANES, y, yAt@);
                                FloatVector left# = FloatVector.fromArray(LANES, dy, dyAt@)$kept;
                                """ + ChannelBlocks.eachPixel("""
                                int from = xAt + j * channels;
                                int to = dxAt + j * channels;
                                FloatVector v# = FloatVector.fromArray(LANES, x, from@);
                                VectorMask<Float> below# = v#.compare(VectorOperators.LT, max#);
                                FloatVector old# = FloatVector.fromArray(LANES, dx, to@);
                                old#.add(left#.blend(0f, below#)).intoArray(dx, to@);
                                left# = FloatVector.zero(LANES).blend(left#, below#);
                                """) + "left#.intoArray(dy, dyAt@);\n" : """
                                $beyond
                                FloatVector g# = FloatVector.fromArray(LANES, dy, dyAt@).mul(1f / (height * width))$kept;
                                for (int j = 0; j < width; j++) {
                                    int to = dxAt + j * channels;
                                    FloatVector.fromArray(LANES, dx, to@).add(g#).intoArray(dx, to@);
                                }
                                """);
    }
}
