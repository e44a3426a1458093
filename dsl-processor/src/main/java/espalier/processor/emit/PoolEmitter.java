package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.op.Window;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/**
 * Maximum and average pooling. A window that reaches over the map's edge, into padding or, in ceil mode, beyond it, is
 * clipped to the cells of the map; whole windows are written out.
 */
final class PoolEmitter implements TextEmitter<Kernel.Pool> {

    @Override
    public Sizes sizes(Kernel.Pool kernel) {
        Sizes map = kernel.op().clips()
                ? Sizes.of(kernel.op().input())
                : Sizes.none().with("channels", kernel.op().input().channels(), "of a pixel");
        return map.with("outHeight", kernel.op().output().height(), "rows of y")
                .with("outWidth", kernel.op().output().width(), "columns of y")
                .layout("x", kernel.x())
                .layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Pool kernel, Dialect dialect) {
        Op.Pool op = kernel.op();
        Window window = op.window();
        WindowCells cells = new WindowCells(window.height(), window.width(), "xRowPitch");
        PoolCode code =
                op.type() == Op.PoolType.MAX ? new MaxPoolCode(cells, dialect) : new AveragePoolCode(cells, dialect);
        KernelSource source = KernelSource.of(
                        name, dialect, "MapKernel", javadoc(name, op, code, dialect), sizes(kernel))
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
                .with("wholeCell", "xOrigin + $top * xRowPitch + $left * channels")
                .with("clippedShare", clippedShare(op));
        PoolWindows windows = op.clips() ? PoolWindows.SOME_CLIPPED : PoolWindows.WHOLE;
        return new PoolPasses(source, code, windows).write(kernel.backward());
    }

    /** A cell's share of an average: padding counts or not, what lies beyond it never does. */
    private static String clippedShare(Op.Pool op) {
        if (!op.countPadding()) {
            return "1f / (rows * columns)";
        }
        Window window = op.window();
        return "1f / ((Math.min(top + %d, %s) - top) * (Math.min(left + %d, %s) - left))"
                .formatted(
                        window.height(),
                        KernelSource.at("height", window.padding().bottom()),
                        window.width(),
                        KernelSource.at("width", window.padding().right()));
    }

    private static String javadoc(KernelClass name, Op.Pool op, PoolCode code, Dialect dialect) {
        Window window = op.window();
        String i = less(
                KernelSource.times("i", window.strideHeight()) + " + u",
                window.padding().top());
        String j = less(
                KernelSource.times("j", window.strideWidth()) + " + v",
                window.padding().left());
        String divisor = op.type() == Op.PoolType.MAX || !op.clips()
                ? ""
                : op.countPadding()
                        ? "\nThe divisor counts padding, but nothing beyond it."
                        : "\nThe divisor counts cells of the map alone.";
        return """
                %s: %s pooling, windows of %dx%d, stride %dx%d%s.

                <p>{@code y[c,i,j] = %s over u,v of x[c, %s, %s]}

                <p>%s%s%s
                """.formatted(
                        name.layers(),
                        code.adjective(),
                        window.height(),
                        window.width(),
                        window.strideHeight(),
                        window.strideWidth(),
                        op.clips() ? ", clipped to the map" : "",
                        code.noun(),
                        i,
                        j,
                        code.note(),
                        divisor,
                        ChannelBlocks.note(dialect));
    }

    private static String less(String index, int padding) {
        return padding == 0 ? index : index + " - " + padding;
    }
}
