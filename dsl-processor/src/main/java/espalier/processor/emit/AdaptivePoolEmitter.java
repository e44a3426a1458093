package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;

/** Pooling into a fixed number of bins, which may differ in size and overlap. */
final class AdaptivePoolEmitter implements TextEmitter<Kernel.AdaptivePool> {

    @Override
    public KernelSource write(KernelClass name, Kernel.AdaptivePool kernel, Dialect dialect) {
        Op.AdaptivePool op = kernel.op();
        Layout x = kernel.x();
        Layout y = kernel.y();
        int channels = op.input().channels();
        int height = op.input().height();
        int width = op.input().width();
        ChannelBlocks blocks = new ChannelBlocks(channels);
        WindowCells cells = new WindowCells(height, width, x.rowPitch(), channels);
        PoolCode code =
                op.type() == Op.PoolType.MAX ? new MaxPoolCode(cells, dialect) : new AveragePoolCode(cells, dialect);
        String javadoc = """
                %s: %s pooling of %s to %s.

                <p>{@code y[c,i,j] = %s over the cells of bin i, j of x[c]},
                where bin i covers the rows {@code floor(i * %d / %d)} up to {@code ceil((i + 1) * %d / %d)},
                and bin j the columns alike.

                <p>%s%s
                """.formatted(
                        name.layers(),
                        code.adjective(),
                        op.input(),
                        op.output(),
                        code.noun(),
                        height,
                        op.output().height(),
                        height,
                        op.output().height(),
                        code.note(),
                        blocks.note(dialect));
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc)
                .with("outH", op.output().height())
                .with("outW", op.output().width())
                .with("firstRow", first("i", height, op.output().height()))
                .with("rowsEnd", end("i", height, op.output().height()))
                .with("firstColumn", first("j", width, op.output().width()))
                .with("columnsEnd", end("j", width, op.output().width()))
                .with("clippedCell", KernelSource.place(x.origin(), "firstRow", x.rowPitch(), "firstColumn", channels))
                .with("clippedShare", "1f / (rows * columns)")
                .with("pixel", KernelSource.place(y.origin(), "i", y.rowPitch(), "j", channels));
        blocks.into(source, y);
        return new PoolPasses(source, code, PoolWindows.BINS, blocks).write(kernel.backward());
    }

    /** {@code floor(bin * size / bins)}. */
    private static String first(String bin, int size, int bins) {
        return bin + " * " + size + " / " + bins;
    }

    /** {@code ceil((bin + 1) * size / bins)}. */
    private static String end(String bin, int size, int bins) {
        return "((" + bin + " + 1) * " + size + " + " + (bins - 1) + ") / " + bins;
    }
}
