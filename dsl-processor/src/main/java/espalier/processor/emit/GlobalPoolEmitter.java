package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.List;

/** The mean or the maximum of each whole map. */
final class GlobalPoolEmitter implements TextEmitter<Kernel.GlobalPool> {

    @Override
    public KernelSource write(KernelClass name, Kernel.GlobalPool kernel, Dialect dialect) {
        Shape shape = kernel.op().input();
        Layout x = kernel.x();
        Layout y = kernel.y();
        boolean isMax = kernel.op().type() == Op.PoolType.MAX;
        ChannelBlocks blocks = new ChannelBlocks(shape.channels());
        String javadoc = """
                %s: global %s pooling of %s.

                <p>{@code y[c] = %s over i,j of x[c,i,j]}%s
                """.formatted(
                        name.layers(),
                        isMax ? "maximum" : "average",
                        shape,
                        isMax ? "maximum" : "mean",
                        isMax
                                ? "\n\n<p>The first maximum in row order takes the gradient. A NaN gives NaN, and the"
                                        + "\nfirst pixel takes the gradient."
                                : "");
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc)
                .with("C", shape.channels())
                .with("H", shape.height())
                .with("W", shape.width())
                .with("pixels", shape.height() * shape.width())
                .with("rowPitch", x.rowPitch())
                .with("xFirst", KernelSource.at("xAt", x.origin()))
                .with("yFirst", KernelSource.at("yAt", y.origin()))
                .with("dyFirst", KernelSource.at("dyAt", y.origin()))
                .with("dxFirst", KernelSource.at("dxAt", x.origin()))
                .with("xRow", KernelSource.at("xAt", 0, "i", x.rowPitch()))
                .with("dxRow", KernelSource.at("dxAt", 0, "i", x.rowPitch()))
                .with("pixel", KernelSource.place(0, "i", x.rowPitch(), "j", shape.channels()))
                .with("j", KernelSource.times("j", shape.channels()))
                .with("beyond", blocks.beyond())
                .with("kept", blocks.kept());
        blocks.clearing(source, y);
        if (dialect == Dialect.VECTOR) {
            source.with("cArgument", blocks.areFull() ? "" : ", c")
                    .with("cParameter", blocks.areFull() ? "" : ", int c");
            vector(source, kernel, isMax);
        } else {
            scalar(source, kernel, isMax);
        }
        return source;
    }

    private static void scalar(KernelSource source, Kernel.GlobalPool kernel, boolean isMax) {
        source.override("forward", "float[] x, int xAt, float[] y, int yAt", isMax ? """
                for (int c = 0; c < $C; c++) {
                    float max = Float.NEGATIVE_INFINITY;
                    for (int i = 0; i < $H; i++) {
                        for (int j = 0; j < $W; j++) {
                            max = Math.max(max, x[$xFirst + $pixel + c]);
                        }
                    }
                    y[$yFirst + c] = max;
                }
                """ : """
                for (int c = 0; c < $C; c++) {
                    float sum = 0;
                    for (int i = 0; i < $H; i++) {
                        float row = 0;
                        for (int j = 0; j < $W; j++) {
                            row += x[$xFirst + $pixel + c];
                        }
                        sum += row;
                    }
                    y[$yFirst + c] = sum * (1f / $pixels);
                }
                """);
        if (kernel.backward()) {
            source.override(
                    "backward",
                    "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                    isMax ? """
                    for (int c = 0; c < $C; c++) {
                        float max = y[$yFirst + c];
                        float g = dy[$dyFirst + c];
                        search:
                        for (int i = 0; i < $H; i++) {
                            for (int j = 0; j < $W; j++) {
                                if (!(x[$xFirst + $pixel + c] < max)) {
                                    dx[$dxFirst + $pixel + c] += g;
                                    break search;
                                }
                            }
                        }
                    }
                    """ : """
                    for (int c = 0; c < $C; c++) {
                        float g = dy[$dyFirst + c] * (1f / $pixels);
                        for (int i = 0; i < $H; i++) {
                            for (int j = 0; j < $W; j++) {
                                dx[$dxFirst + $pixel + c] += g;
                            }
                        }
                    }
                    """);
        }
    }

    private static void vector(KernelSource source, Kernel.GlobalPool kernel, boolean isMax) {
        Shape shape = kernel.op().input();
        PixelSums sums = new PixelSums(shape.height(), shape.width(), shape.channels());
        source.with(
                        "sums",
                        sums.of(
                                List.of("sum"),
                                "int row = $xRow;\n",
                                "sum# = sum#.add(FloatVector.fromArray(LANES, x, row@));"))
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        for (int c = 0; c < $C; c += LANES.length()) {
                            pool(x, $xFirst + c, y, $yFirst + c);
                        }
                        $clearEnd
                        """)
                .helper("pool", "float[] x, int xAt, float[] y, int yAt", "One block of channels.", isMax ? """
                        FloatVector max = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
                        for (int i = 0; i < $H; i++) {
                            int row = $xRow;
                            for (int j = 0; j < $W; j++) {
                                max = max.max(FloatVector.fromArray(LANES, x, row + $j));
                            }
                        }
                        max.intoArray(y, yAt);
                        """ : """
                        $sums
                        sum.mul(1f / $pixels).intoArray(y, yAt);
                        """);
        if (kernel.backward()) {
            source.override(
                            "backward",
                            "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                            isMax ? """
                            for (int c = 0; c < $C; c += LANES.length()) {
                                addGradient(x, $xFirst + c, y, $yFirst + c, dy, $dyFirst + c, dx, $dxFirst + c$cArgument);
                            }
                            """ : """
                            for (int c = 0; c < $C; c += LANES.length()) {
                                addGradient(dy, $dyFirst + c, dx, $dxFirst + c$cArgument);
                            }
                            """)
                    .helper(
                            "addGradient",
                            (isMax ? "float[] x, int xAt, float[] y, int yAt, " : "")
                                    + "float[] dy, int dyAt, float[] dx, int dxAt$cParameter",
                            "One block of channels.",
                            isMax ? """
                            $beyond
                            FloatVector max = FloatVector.fromArray(LANES, y, yAt);
                            FloatVector left = FloatVector.fromArray(LANES, dy, dyAt)$kept; // what no pixel has taken yet
                            for (int i = 0; i < $H; i++) {
                                int row = $xRow;
                                int gradients = $dxRow;
                                for (int j = 0; j < $W; j++) {
                                    VectorMask<Float> below =
                                            FloatVector.fromArray(LANES, x, row + $j).compare(VectorOperators.LT, max);
                                    FloatVector old = FloatVector.fromArray(LANES, dx, gradients + $j);
                                    old.add(left.blend(0f, below)).intoArray(dx, gradients + $j);
                                    left = FloatVector.zero(LANES).blend(left, below);
                                }
                            }
                            """ : """
                            $beyond
                            FloatVector g = FloatVector.fromArray(LANES, dy, dyAt).mul(1f / $pixels)$kept;
                            for (int i = 0; i < $H; i++) {
                                int row = $dxRow;
                                for (int j = 0; j < $W; j++) {
                                    FloatVector.fromArray(LANES, dx, row + $j).add(g).intoArray(dx, row + $j);
                                }
                            }
                            """);
        }
    }
}
