package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** A map times a gate of one value a channel. */
final class ScaleEmitter implements TextEmitter<Kernel.Scale> {

    @Override
    public Sizes sizes(Kernel.Scale kernel) {
        return Sizes.of(kernel.op().output())
                .layout("x", kernel.x())
                .with("gateOrigin", kernel.gate().origin(), "where the first value stands in an image of the gate")
                .layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Scale kernel, Dialect dialect) {
        String javadoc = """
                %s: each channel scaled by its gate (Hu et al. 2018, equation 4).

                <p>{@code y[c,i,j] = x[c,i,j] * gate[c]}%s
                """.formatted(name.layers(), ChannelBlocks.note(dialect));
        KernelSource source = KernelSource.of(name, dialect, "ProductKernel", javadoc, sizes(kernel))
                .with("xRow", "xAt + xOrigin + i * xRowPitch")
                .with("yRow", "yAt + yOrigin + i * yRowPitch")
                .with("dyRow", "dyAt + yOrigin + i * yRowPitch")
                .with("dxRow", "dxAt + xOrigin + i * xRowPitch");
        if (dialect == Dialect.VECTOR) {
            vector(source, kernel);
        } else {
            scalar(source, kernel);
        }
        return source;
    }

    private static void scalar(KernelSource source, Kernel.Scale kernel) {
        source.override("forward", "float[] x, int xAt, float[] gate, int gateAt, float[] y, int yAt", """
                int gates = gateAt + gateOrigin;
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        int from = $xRow + j * channels;
                        int to = $yRow + j * channels;
                        for (int c = 0; c < channels; c++) {
                            y[to + c] = x[from + c] * gate[gates + c];
                        }
                    }
                }
                """);
        if (!kernel.backward()) {
            return;
        }
        source.override("backwardA", "float[] gate, int gateAt, float[] dy, int dyAt, float[] dx, int dxAt", """
                        int gates = gateAt + gateOrigin;
                        for (int i = 0; i < height; i++) {
                            for (int j = 0; j < width; j++) {
                                int from = $dyRow + j * channels;
                                int to = $dxRow + j * channels;
                                for (int c = 0; c < channels; c++) {
                                    dx[to + c] += dy[from + c] * gate[gates + c];
                                }
                            }
                        }
                        """)
                .override("backwardB", "float[] x, int xAt, float[] dy, int dyAt, float[] dGate, int dGateAt", """
                        int gates = dGateAt + gateOrigin;
                        for (int c = 0; c < channels; c++) {
                            double sum = 0;
                            for (int i = 0; i < height; i++) {
                                int row = $xRow;
                                int gradients = $dyRow;
                                for (int j = 0; j < width; j++) {
                                    sum += dy[gradients + j * channels + c] * x[row + j * channels + c];
                                }
                            }
                            dGate[gates + c] += (float) sum;
                        }
                        """);
    }

    private static void vector(KernelSource source, Kernel.Scale kernel) {
        ChannelBlocks.inFours(source);
        source.with("clear", ChannelBlocks.clear("yRow + width * channels"))
                .with("rows", ChannelBlocks.downwards("row", "x, xRow + c, gate, gates + c, y, yRow + c"))
                .override("forward", "float[] x, int xAt, float[] gate, int gateAt, float[] y, int yAt", """
                        int gates = gateAt + gateOrigin;
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            int yRow = $yRow;
                            $rows
                            $clear
                        }
                        """);
        ChannelBlocks.helpers(
                source, "row", "float[] x, int xAt, float[] gate, int gateAt, float[] y, int yAt", "A row", """
                        FloatVector factor# = FloatVector.fromArray(LANES, gate, gateAt@);
                        for (int j = 0; j < width; j++) {
                            int from = xAt + j * channels;
                            int to = yAt + j * channels;
                            FloatVector.fromArray(LANES, x, from@).mul(factor#).intoArray(y, to@);
                        }
                        """);
        if (kernel.backward()) {
            vectorBackward(source);
        }
    }

    private static void vectorBackward(KernelSource source) {
        source.with(
                        "rowGradients",
                        ChannelBlocks.upwards("addRowGradient", "gate, gates + c, dy, dyRow + c, dx, dxRow + c, c"))
                .with(
                        "gateGradients",
                        ChannelBlocks.upwards("addGateGradient", "x, xRow + c, dy, dyRow + c, dGate, gates + c, c"))
                .override("backwardA", "float[] gate, int gateAt, float[] dy, int dyAt, float[] dx, int dxAt", """
                        int gates = gateAt + gateOrigin;
                        for (int i = 0; i < height; i++) {
                            int dyRow = $dyRow;
                            int dxRow = $dxRow;
                            $rowGradients
                        }
                        """)
                .override("backwardB", "float[] x, int xAt, float[] dy, int dyAt, float[] dGate, int dGateAt", """
                        int gates = dGateAt + gateOrigin;
                        for (int i = 0; i < height; i++) {
                            int xRow = $xRow;
                            int dyRow = $dyRow;
                            $gateGradients
                        }
                        """);
        ChannelBlocks.helpers(
                source,
                "addRowGradient",
                "float[] gate, int gateAt, float[] dy, int dyAt, float[] dx, int dxAt, int c",
                "{@code dx += dy * gate} for a row",
                """
                        $beyond
                        FloatVector factor# = FloatVector.fromArray(LANES, gate, gateAt@);
                        for (int j = 0; j < width; j++) {
                            int from = dyAt + j * channels;
                            int to = dxAt + j * channels;
                            FloatVector g# = FloatVector.fromArray(LANES, dy, from@).mul(factor#)$kept;
                            FloatVector.fromArray(LANES, dx, to@).add(g#).intoArray(dx, to@);
                        }
                        """);
        ChannelBlocks.helpers(
                source,
                "addGateGradient",
                "float[] x, int xAt, float[] dy, int dyAt, float[] dGate, int dGateAt, int c",
                "{@code dGate += dy * x} over the pixels of a row",
                """
                        $beyond
                        FloatVector sum# = FloatVector.zero(LANES);
                        """ + ChannelBlocks.eachPixel("""
                        int value = xAt + j * channels;
                        int from = dyAt + j * channels;
                        FloatVector g# = FloatVector.fromArray(LANES, dy, from@);
                        sum# = FloatVector.fromArray(LANES, x, value@).fma(g#, sum#);
                        """) + """
                        FloatVector.fromArray(LANES, dGate, dGateAt@).add(sum#$kept).intoArray(dGate, dGateAt@);
                        """);
    }
}
