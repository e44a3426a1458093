package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;

/** Some of a map's pixels, in the middle of channels of zeros. */
final class IdentityShortcutEmitter implements TextEmitter<Kernel.IdentityShortcut> {

    @Override
    public KernelSource write(KernelClass name, Kernel.IdentityShortcut kernel, Dialect dialect) {
        Op.IdentityShortcut op = kernel.op();
        Layout x = kernel.x();
        Layout y = kernel.y();
        int channels = op.input().channels();
        int outChannels = op.output().channels();
        int stepDown = op.strideHeight() * x.rowPitch();
        int stepRight = op.strideWidth() * channels;
        int inside = y.origin() + op.zerosBefore();
        String javadoc = """
                %s: shortcut from %s to %s without parameters (He et al. 2016, option A).

                <p>{@code y[c + %d,i,j] = x[c, %s, %s]}; y's other channels are zero.
                """.formatted(
                        name.layers(),
                        op.input(),
                        op.output(),
                        op.zerosBefore(),
                        KernelSource.times("i", op.strideHeight()),
                        KernelSource.times("j", op.strideWidth()));
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc)
                .with("H", op.output().height())
                .with("W", op.output().width())
                .with("C", channels)
                .with("row", op.output().width() * outChannels)
                .with("yRow", KernelSource.at("yAt", y.origin(), "i", y.rowPitch()))
                .with("xPixel", KernelSource.at("xAt", x.origin(), "i", stepDown, "j", stepRight))
                .with("yPixel", KernelSource.at("yAt", inside, "i", y.rowPitch(), "j", outChannels))
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        for (int i = 0; i < $H; i++) {
                            int row = $yRow;
                            Arrays.fill(y, row, row + $row, 0f);
                            for (int j = 0; j < $W; j++) {
                                System.arraycopy(x, $xPixel, y, $yPixel, $C);
                            }
                        }
                        """);
        if (kernel.backward()) {
            Runs pixels = new Runs(op.output().height() * op.output().width(), channels);
            source.with("dxPixel", KernelSource.at("dxAt", x.origin(), "i", stepDown, "j", stepRight))
                    .with("dyPixel", KernelSource.at("dyAt", inside, "i", y.rowPitch(), "j", outChannels))
                    .override(
                            "backward",
                            "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                            """
                            for (int i = 0; i < $H; i++) {
                                for (int j = 0; j < $W; j++) {
                                    addPixel(dy, $dyPixel, dx, $dxPixel);
                                }
                            }
                            """)
                    .helper(
                            "addPixel",
                            "float[] dy, int dyAt, float[] dx, int dxAt",
                            "{@code dx += dy} for the channels of one pixel; the gradients of the zeros are dropped.",
                            pixels.values(dialect, """
                                    FloatVector sum = FloatVector.fromArray(LANES, dx, dxAt + t);
                                    sum.add(FloatVector.fromArray(LANES, dy, dyAt + t)).intoArray(dx, dxAt + t);
                                    """, "dx[dxAt + t] += dy[dyAt + t];"));
        }
        return source;
    }
}
