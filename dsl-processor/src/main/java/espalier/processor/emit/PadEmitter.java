package espalier.processor.emit;

import espalier.processor.op.Padding;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;

/** Zeros around a map. */
final class PadEmitter implements TextEmitter<Kernel.Pad> {

    @Override
    public Sizes sizes(Kernel.Pad kernel) {
        Layout x = kernel.x();
        Layout y = kernel.y();
        Padding padding = kernel.op().padding();
        int channels = x.shape().channels();
        int inside = padding.top() * y.rowPitch() + padding.left() * channels;
        return Sizes.none()
                .with("height", x.shape().height(), "rows of x")
                .with("length", x.shape().width() * channels, "values of a row of x")
                .with("outHeight", y.shape().height(), "rows of y")
                .with("outLength", y.shape().width() * channels, "values of a row of y")
                .layout("x", x)
                .layout("y", y)
                .with("inside", y.origin() + inside, "where the first value that is no zero stands in an image of y");
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Pad kernel, Dialect dialect) {
        String javadoc = """
                %s: zeros around a map.
                """.formatted(name.layers());
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc, sizes(kernel))
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        for (int i = 0; i < outHeight; i++) {
                            int row = yAt + yOrigin + i * yRowPitch;
                            Arrays.fill(y, row, row + outLength, 0f);
                        }
                        for (int i = 0; i < height; i++) {
                            System.arraycopy(x, xAt + xOrigin + i * xRowPitch, y, yAt + inside + i * yRowPitch, length);
                        }
                        """);
        if (kernel.backward()) {
            source.override(
                            "backward",
                            "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                            """
                            for (int i = 0; i < height; i++) {
                                addRow(dy, dyAt + inside + i * yRowPitch, dx, dxAt + xOrigin + i * xRowPitch);
                            }
                            """)
                    .helper(
                            "addRow",
                            "float[] dy, int dyAt, float[] dx, int dxAt",
                            "{@code dx += dy} for one row; the gradients of the zeros are dropped.",
                            Runs.values(dialect, """
                                    FloatVector sum = FloatVector.fromArray(LANES, dx, dxAt + t);
                                    sum.add(FloatVector.fromArray(LANES, dy, dyAt + t)).intoArray(dx, dxAt + t);
                                    """, "dx[dxAt + t] += dy[dyAt + t];"));
        }
        return source;
    }
}
