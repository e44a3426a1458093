package espalier.processor.emit;

import espalier.processor.op.Shape;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.List;

/** A map times a gate of one value a channel. */
final class ScaleEmitter implements TextEmitter<Kernel.Scale> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Scale kernel, Dialect dialect) {
        Shape shape = kernel.op().output();
        Layout x = kernel.x();
        Layout y = kernel.y();
        int channels = shape.channels();
        ChannelBlocks blocks = new ChannelBlocks(channels);
        String javadoc = """
                %s: %s, each channel scaled by its gate (Hu et al. 2018, equation 4).

                <p>{@code y[c,i,j] = x[c,i,j] * gate[c]}%s
                """.formatted(name.layers(), shape, blocks.note(dialect));
        KernelSource source = KernelSource.of(name, dialect, "ProductKernel", javadoc)
                .with("H", shape.height())
                .with("W", shape.width())
                .with("gate", KernelSource.at("gateAt", kernel.gate().origin()))
                .with("dGate", KernelSource.at("dGateAt", kernel.gate().origin()))
                .with("xPixel", KernelSource.place(x.origin(), "i", x.rowPitch(), "j", channels))
                .with("yPixel", KernelSource.place(y.origin(), "i", y.rowPitch(), "j", channels))
                .with("xRow", KernelSource.at("xAt", x.origin(), "i", x.rowPitch()))
                .with("dyRow", KernelSource.at("dyAt", y.origin(), "i", y.rowPitch()));
        blocks.into(source, y);
        if (dialect == Dialect.VECTOR) {
            vector(source, kernel);
        } else {
            scalar(source, kernel);
        }
        return source;
    }

    private static void scalar(KernelSource source, Kernel.Scale kernel) {
        source.override("forward", "float[] x, int xAt, float[] gate, int gateAt, float[] y, int yAt", """
                int gates = $gate;
                for (int i = 0; i < $H; i++) {
                    for (int j = 0; j < $W; j++) {
                        int from = xAt + $xPixel;
                        int to = yAt + $yPixel;
                        for (int c = 0; c < $C; c++) {
                            y[to + c] = x[from + c] * gate[gates + c];
                        }
                    }
                }
                """);
        if (!kernel.backward()) {
            return;
        }
        source.override("backwardA", "float[] gate, int gateAt, float[] dy, int dyAt, float[] dx, int dxAt", """
                        int gates = $gate;
                        for (int i = 0; i < $H; i++) {
                            for (int j = 0; j < $W; j++) {
                                int from = dyAt + $yPixel;
                                int to = dxAt + $xPixel;
                                for (int c = 0; c < $C; c++) {
                                    dx[to + c] += dy[from + c] * gate[gates + c];
                                }
                            }
                        }
                        """)
                .override("backwardB", "float[] x, int xAt, float[] dy, int dyAt, float[] dGate, int dGateAt", """
                        int gates = $dGate;
                        for (int c = 0; c < $C; c++) {
                            double sum = 0;
                            for (int i = 0; i < $H; i++) {
                                for (int j = 0; j < $W; j++) {
                                    sum += dy[dyAt + $yPixel + c] * x[xAt + $xPixel + c];
                                }
                            }
                            dGate[gates + c] += (float) sum;
                        }
                        """);
    }

    private static void vector(KernelSource source, Kernel.Scale kernel) {
        source.override("forward", "float[] x, int xAt, float[] gate, int gateAt, float[] y, int yAt", """
                        int gates = $gate;
                        for (int i = 0; i < $H; i++) {
                            for (int c = LAST_BLOCK; c >= 0; c -= LANES.length()) {
                                row(i, x, xAt + c, gate, gates + c, y, yAt + c);
                            }
                            $clearRowEnd
                        }
                        $clearEnd
                        """)
                .helper(
                        "row",
                        "int i, float[] x, int xAt, float[] gate, int gateAt, float[] y, int yAt",
                        "Row i, one block of channels.",
                        """
                        FloatVector factor = FloatVector.fromArray(LANES, gate, gateAt);
                        for (int j = 0; j < $W; j++) {
                            FloatVector.fromArray(LANES, x, xAt + $xPixel).mul(factor).intoArray(y, yAt + $yPixel);
                        }
                        """);
        if (!kernel.backward()) {
            return;
        }
        Shape shape = kernel.op().output();
        PixelSums pixels = new PixelSums(shape.height(), shape.width(), shape.channels());
        boolean areFull = new ChannelBlocks(shape.channels()).areFull();
        source.with("cArgument", areFull ? "" : ", c")
                .with("cParameter", areFull ? "" : ", int c")
                .with("sums", pixels.of(List.of("sum"), "int row = $xRow;\nint gradients = $dyRow;\n", """
                        FloatVector g~ = FloatVector.fromArray(LANES, dy, gradients@);
                        sum# = FloatVector.fromArray(LANES, x, row@).fma(g~, sum#);"""))
                .override("backwardA", "float[] gate, int gateAt, float[] dy, int dyAt, float[] dx, int dxAt", """
                        int gates = $gate;
                        for (int i = 0; i < $H; i++) {
                            for (int c = 0; c < $C; c += LANES.length()) {
                                addRowGradient(i, gate, gates + c, dy, dyAt + c, dx, dxAt + c$cArgument);
                            }
                        }
                        """)
                .helper(
                        "addRowGradient",
                        "int i, float[] gate, int gateAt, float[] dy, int dyAt, float[] dx, int dxAt$cParameter",
                        "{@code dx += dy * gate} for row i, one block of channels.",
                        """
                        $beyond
                        FloatVector factor = FloatVector.fromArray(LANES, gate, gateAt);
                        for (int j = 0; j < $W; j++) {
                            FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + $yPixel).mul(factor)$kept;
                            int to = dxAt + $xPixel;
                            FloatVector.fromArray(LANES, dx, to).add(g).intoArray(dx, to);
                        }
                        """)
                .override("backwardB", "float[] x, int xAt, float[] dy, int dyAt, float[] dGate, int dGateAt", """
                        int gates = $dGate;
                        for (int c = 0; c < $C; c += LANES.length()) {
                            addGateGradient(x, xAt + c, dy, dyAt + c, dGate, gates + c$cArgument);
                        }
                        """)
                .helper(
                        "addGateGradient",
                        "float[] x, int xAt, float[] dy, int dyAt, float[] dGate, int dGateAt$cParameter",
                        "{@code dGate += dy * x} over all pixels, one block of channels.",
                        """
                        $beyond
                        $sums
                        FloatVector.fromArray(LANES, dGate, dGateAt).add(sum$kept).intoArray(dGate, dGateAt);
                        """);
    }
}
