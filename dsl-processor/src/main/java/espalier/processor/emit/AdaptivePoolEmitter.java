package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** Pooling into a fixed number of bins, which may differ in size and overlap. */
final class AdaptivePoolEmitter implements TextEmitter<Kernel.AdaptivePool> {

    @Override
    public Sizes sizes(Kernel.AdaptivePool kernel) {
        return Sizes.of(kernel.op().input())
                .with("outHeight", kernel.op().output().height(), "rows of y")
                .with("outWidth", kernel.op().output().width(), "columns of y")
                .layout("x", kernel.x())
                .layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.AdaptivePool kernel, Dialect dialect) {
        // Bins differ in size, so that none is written out.
        WindowCells cells = new WindowCells(0, 0, "xRowPitch");
        PoolCode code = kernel.op().type() == Op.PoolType.MAX
                ? new MaxPoolCode(cells, dialect)
                : new AveragePoolCode(cells, dialect);
        String javadoc =
                """
                %s: adaptive %s pooling.

                <p>{@code y[c,i,j] = %s over the cells of bin i, j of x[c]},
                where bin i covers the rows {@code floor(i * height / outHeight)} up to
                {@code ceil((i + 1) * height / outHeight)}, and bin j the columns alike.

                <p>%s%s
                """.formatted(name.layers(), code.adjective(), code.noun(), code.note(), ChannelBlocks.note(dialect));
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc, sizes(kernel))
                .with("firstRow", "i * height / outHeight")
                .with("rowsEnd", "((i + 1) * height + outHeight - 1) / outHeight")
                .with("firstColumn", "j * width / outWidth")
                .with("columnsEnd", "((j + 1) * width + outWidth - 1) / outWidth")
                .with("clippedShare", "1f / (rows * columns)");
        return new PoolPasses(source, code, PoolWindows.BINS).write(kernel.backward());
    }
}
