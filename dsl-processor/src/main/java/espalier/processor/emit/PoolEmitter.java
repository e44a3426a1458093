package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.op.Window;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;

/**
 * Maximum and average pooling. A window that reaches over the map's edge, into padding or, in ceil mode, beyond it, is
 * clipped to the cells of the map; whole windows are written out.
 */
final class PoolEmitter implements TextEmitter<Kernel.Pool> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Pool kernel, Dialect dialect) {
        Op.Pool op = kernel.op();
        Window window = op.window();
        Layout x = kernel.x();
        Layout y = kernel.y();
        int channels = op.input().channels();
        ChannelBlocks blocks = new ChannelBlocks(channels);
        WindowCells cells = new WindowCells(window.height(), window.width(), x.rowPitch(), channels);
        PoolCode code =
                op.type() == Op.PoolType.MAX ? new MaxPoolCode(cells, dialect) : new AveragePoolCode(cells, dialect);
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc(name, op, code, blocks, dialect))
                .with("H", op.input().height())
                .with("W", op.input().width())
                .with("outH", op.output().height())
                .with("outW", op.output().width())
                .with("windowH", window.height())
                .with("windowW", window.width())
                .with(
                        "top",
                        less(
                                KernelSource.times("i", window.strideHeight()),
                                window.padding().top()))
                .with(
                        "left",
                        less(
                                KernelSource.times("j", window.strideWidth()),
                                window.padding().left()))
                .with("firstRow", window.padding().top() > 0 ? "Math.max(top, 0)" : "top")
                .with("firstColumn", window.padding().left() > 0 ? "Math.max(left, 0)" : "left")
                .with("clippedCell", KernelSource.place(x.origin(), "firstRow", x.rowPitch(), "firstColumn", channels))
                .with(
                        "cell",
                        KernelSource.place(
                                x.origin(),
                                "i",
                                window.strideHeight() * x.rowPitch(),
                                "j",
                                window.strideWidth() * channels))
                .with("clippedShare", clippedShare(op))
                .with("pixel", KernelSource.place(y.origin(), "i", y.rowPitch(), "j", channels));
        blocks.into(source, y);
        PoolWindows windows = clips(op) ? PoolWindows.SOME_CLIPPED : PoolWindows.WHOLE;
        return new PoolPasses(source, code, windows, blocks).write(kernel.backward());
    }

    /** Whether any window reaches over the map's edge. */
    private static boolean clips(Op.Pool op) {
        Window window = op.window();
        return window.padding().top() > 0
                || window.padding().left() > 0
                || (op.output().height() - 1) * window.strideHeight() + window.height()
                        > op.input().height()
                || (op.output().width() - 1) * window.strideWidth() + window.width()
                        > op.input().width();
    }

    /** A cell's share of an average: padding counts or not, what lies beyond it never does. */
    private static String clippedShare(Op.Pool op) {
        if (!op.countPadding()) {
            return "1f / (rows * columns)";
        }
        Window window = op.window();
        return "1f / ((Math.min(top + %d, %d) - top) * (Math.min(left + %d, %d) - left))"
                .formatted(
                        window.height(),
                        op.input().height() + window.padding().bottom(),
                        window.width(),
                        op.input().width() + window.padding().right());
    }

    private static String javadoc(KernelClass name, Op.Pool op, PoolCode code, ChannelBlocks blocks, Dialect dialect) {
        Window window = op.window();
        String i = less(
                KernelSource.times("i", window.strideHeight()) + " + u",
                window.padding().top());
        String j = less(
                KernelSource.times("j", window.strideWidth()) + " + v",
                window.padding().left());
        String divisor = op.type() == Op.PoolType.MAX || !clips(op)
                ? ""
                : op.countPadding()
                        ? "\nThe divisor counts padding, but nothing beyond it."
                        : "\nThe divisor counts cells of the map alone.";
        return """
                %s: %s pooling of %s to %s, windows of %dx%d, stride %dx%d%s.

                <p>{@code y[c,i,j] = %s over u,v of x[c, %s, %s]}

                <p>%s%s%s
                """.formatted(
                        name.layers(),
                        code.adjective(),
                        op.input(),
                        op.output(),
                        window.height(),
                        window.width(),
                        window.strideHeight(),
                        window.strideWidth(),
                        clips(op) ? ", clipped to the map" : "",
                        code.noun(),
                        i,
                        j,
                        code.note(),
                        divisor,
                        blocks.note(dialect));
    }

    private static String less(String index, int padding) {
        return padding == 0 ? index : index + " - " + padding;
    }
}
