package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import java.util.List;

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

    private static void vector(KernelSource source, Kernel.GlobalPool kernel, boolean isMax) {
        ChannelBlocks.into(source);
        source.with("clear", ChannelBlocks.clear("yAt + yOrigin + channels"))
                .with(
                        "sums",
                        PixelSums.of(
                                List.of("sum"),
                                "int row = $xRow;\n",
                                "sum# = sum#.add(FloatVector.fromArray(LANES, x, row@));"))
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        $upwards
                            pool(x, xAt + c, y, yAt + yOrigin + c);
                        }
                        $clear
                        """)
                .helper("pool", "float[] x, int xAt, float[] y, int yAt", "One block of channels.", isMax ? """
                        FloatVector max = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
                        // not for: JDK 17 boxes a vector that is carried through a loop which might run zero times
                        int i = 0;
                        do {
                            int row = $xRow;
                            int j = 0;
                            do {
                                max = max.max(FloatVector.fromArray(LANES, x, row + j * channels));
                                j++;
                            } while (j < width);
                            i++;
                        } while (i < height);
                        max.intoArray(y, yAt);
                        """ : """
                        $sums
                        sum.mul(1f / (height * width)).intoArray(y, yAt);
                        """);
        if (!kernel.backward()) {
            return;
        }
        source.override("backward", BACKWARD, isMax ? """
                        $upwards
                            addGradient(x, xAt + c, y, yAt + yOrigin + c, dy, dyAt + yOrigin + c, dx, dxAt + c, c);
                        }
                        """ : """
                        $upwards
                            addGradient(dy, dyAt + yOrigin + c, dx, dxAt + c, c);
                        }
                        """)
                .helper(
                        "addGradient",
                        (isMax ? "float[] x, int xAt, float[] y, int yAt, " : "")
                                + "float[] dy, int dyAt, float[] dx, int dxAt, int c",
                        "One block of channels.",
                        isMax ? """
                        $beyond
                        FloatVector max = FloatVector.fromArray(LANES, y, yAt);
                        FloatVector left = FloatVector.fromArray(LANES, dy, dyAt)$kept; // what no pixel has taken yet
                        // not for: JDK 17 boxes a vector that is carried through a loop which might run zero times
                        int i = 0;
                        do {
                            int row = $xRow;
                            int gradients = $dxRow;
                            int j = 0;
                            do {
                                VectorMask<Float> below = FloatVector.fromArray(LANES, x, row + j * channels)
                                        .compare(VectorOperators.LT, max);
                                FloatVector old = FloatVector.fromArray(LANES, dx, gradients + j * channels);
                                old.add(left.blend(0f, below)).intoArray(dx, gradients + j * channels);
                                left = FloatVector.zero(LANES).blend(left, below);
                                j++;
                            } while (j < width);
                            i++;
                        } while (i < height);
                        """ : """
                        $beyond
                        FloatVector g = FloatVector.fromArray(LANES, dy, dyAt).mul(1f / (height * width))$kept;
                        for (int i = 0; i < height; i++) {
                            int row = $dxRow;
                            for (int j = 0; j < width; j++) {
                                FloatVector.fromArray(LANES, dx, row + j * channels)
                                        .add(g)
                                        .intoArray(dx, row + j * channels);
                            }
                        }
                        """);
    }
}
