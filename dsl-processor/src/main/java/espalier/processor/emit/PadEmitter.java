package espalier.processor.emit;

import espalier.processor.op.Padding;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;

/** Zeros around a map. */
final class PadEmitter implements TextEmitter<Kernel.Pad> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Pad kernel, Dialect dialect) {
        Layout x = kernel.x();
        Layout y = kernel.y();
        Padding padding = kernel.op().padding();
        int channels = x.shape().channels();
        int inside = y.origin() + padding.top() * y.rowPitch() + padding.left() * channels;
        String javadoc = """
                %s: zeros around a map: %d above, %d left, %d below, %d right of %s, which makes %s.
                """.formatted(
                        name.layers(),
                        padding.top(),
                        padding.left(),
                        padding.bottom(),
                        padding.right(),
                        kernel.op().input(),
                        kernel.op().output());
        Runs rows = new Runs(x.shape().height(), x.shape().width() * channels);
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc)
                .with("H", x.shape().height())
                .with("row", rows.length())
                .with("paddedH", y.shape().height())
                .with("paddedRow", y.shape().width() * channels)
                .with("xRow", KernelSource.at("xAt", x.origin(), "i", x.rowPitch()))
                .with("yInside", KernelSource.at("yAt", inside, "i", y.rowPitch()))
                .with("yRow", KernelSource.at("yAt", y.origin(), "i", y.rowPitch()))
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        for (int i = 0; i < $paddedH; i++) {
                            int row = $yRow;
                            Arrays.fill(y, row, row + $paddedRow, 0f);
                        }
                        for (int i = 0; i < $H; i++) {
                            System.arraycopy(x, $xRow, y, $yInside, $row);
                        }
                        """);
        if (kernel.backward()) {
            source.with("dxRow", KernelSource.at("dxAt", x.origin(), "i", x.rowPitch()))
                    .with("dyInside", KernelSource.at("dyAt", inside, "i", y.rowPitch()))
                    .override(
                            "backward",
                            "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                            """
                            for (int i = 0; i < $H; i++) {
                                addRow(dy, $dyInside, dx, $dxRow);
                            }
                            """)
                    .helper(
                            "addRow",
                            "float[] dy, int dyAt, float[] dx, int dxAt",
                            "{@code dx += dy} for one row; the gradients of the zeros are dropped.",
                            rows.values(dialect, """
                                    FloatVector sum = FloatVector.fromArray(LANES, dx, dxAt + t);
                                    sum.add(FloatVector.fromArray(LANES, dy, dyAt + t)).intoArray(dx, dxAt + t);
                                    """, "dx[dxAt + t] += dy[dyAt + t];"));
        }
        return source;
    }
}
