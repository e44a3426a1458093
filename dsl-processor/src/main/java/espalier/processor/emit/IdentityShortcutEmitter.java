package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;

/** Some of a map's pixels, in the middle of channels of zeros. */
final class IdentityShortcutEmitter implements TextEmitter<Kernel.IdentityShortcut> {

    @Override
    public Sizes sizes(Kernel.IdentityShortcut kernel) {
        Op.IdentityShortcut op = kernel.op();
        Layout x = kernel.x();
        return Sizes.of(op.output())
                .with("xChannels", op.input().channels(), "of a pixel of x")
                .with("first", op.zerosBefore(), "the channel of y at which those of x begin")
                .with("xOrigin", x.origin(), "where the first value stands in an image of x")
                .with("stepDown", op.strideHeight() * x.rowPitch(), "values between two rows of x that are taken")
                .with(
                        "stepRight",
                        op.strideWidth() * op.input().channels(),
                        "values between two pixels of a row that are")
                .layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.IdentityShortcut kernel, Dialect dialect) {
        String javadoc = """
                %s: shortcut without parameters (He et al. 2016, option A).

                <p>{@code y[c + first,i,j] = x[c, i * stride, j * stride]}; y's other channels are zero.
                """.formatted(name.layers());
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc, sizes(kernel))
                .with("yRow", "yOrigin + i * yRowPitch")
                .with("xPixel", "xOrigin + i * stepDown + j * stepRight")
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        for (int i = 0; i < height; i++) {
                            int row = yAt + $yRow;
                            Arrays.fill(y, row, row + width * channels, 0f);
                            for (int j = 0; j < width; j++) {
                                System.arraycopy(x, xAt + $xPixel, y, row + j * channels + first, xChannels);
                            }
                        }
                        """);
        if (kernel.backward()) {
            source.override(
                            "backward",
                            "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                            """
                            for (int i = 0; i < height; i++) {
                                int row = dyAt + $yRow;
                                for (int j = 0; j < width; j++) {
                                    addPixel(dy, row + j * channels + first, dx, dxAt + $xPixel);
                                }
                            }
                            """)
                    .helper(
                            "addPixel",
                            "float[] dy, int dyAt, float[] dx, int dxAt",
                            "{@code dx += dy} for the channels of one pixel; the gradients of the zeros are dropped.",
                            Runs.values(dialect, "xChannels", """
                                    FloatVector sum = FloatVector.fromArray(LANES, dx, dxAt + t);
                                    sum.add(FloatVector.fromArray(LANES, dy, dyAt + t)).intoArray(dx, dxAt + t);
                                    """, "dx[dxAt + t] += dy[dyAt + t];"));
        }
        return source;
    }
}
