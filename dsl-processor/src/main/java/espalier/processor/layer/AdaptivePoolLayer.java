package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.Optional;

/** {@code @AdaptivePool}: a map of any size pooled to a fixed one, {@code c x h x w} to {@code c x size}. */
record AdaptivePoolLayer(AnnotationSpec source, Op.PoolType type, Size size) implements Layer {

    static final LayerKind KIND = new LayerKind(
            "AdaptivePool",
            a -> new AdaptivePoolLayer(
                    a.source(), Op.PoolType.valueOf(a.source().text("type").value()), a.size("size")));

    @Override
    public String kind() {
        return "Adaptive" + PoolLayer.name(type) + " " + size;
    }

    @Override
    public String suffix() {
        return "AdaptivePool";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Pool before the layer that makes a vector.")
                || !isWithin(site.input(), site, "size", size.toString(), size)) {
            return Optional.empty();
        }
        Shape input = site.input();
        if (size.height() == input.height() && size.width() == input.width()) {
            return Optional.of(Lowering.chain(site, List.of()));
        }
        return Optional.of(Lowering.of(site, step(input)));
    }

    /** The cheapest operation that covers the bins. */
    private Step step(Shape input) {
        Shape output = Shape.map(input.channels(), size.height(), size.width());
        if (size.height() == 1 && size.width() == 1) {
            return new Step("", new Op.GlobalPool(input, output, type), List.of(), 0, Reach.WHOLE);
        }
        Bins rows = new Bins(input.height(), size.height());
        Bins columns = new Bins(input.width(), size.width());
        if (rows.areEven() && columns.areEven()) {
            Window window = new Window(
                    rows.largest(), columns.largest(), rows.firstStep(), columns.firstStep(), 1, 1, Padding.NONE);
            return new Step("", new Op.Pool(input, output, type, window, false), List.of(), 0, Reach.of(window));
        }
        Reach reach = new Reach(rows.largest(), columns.largest(), rows.meanStep(), columns.meanStep(), false);
        return new Step("", new Op.AdaptivePool(input, output, type), List.of(), 0, reach);
    }

    /** Whether a map has at least as many rows and columns as there are bins; otherwise that is reported. */
    static boolean isWithin(Shape input, Site site, String attribute, String written, Size bins) {
        if (bins.height() <= input.height() && bins.width() <= input.width()) {
            return true;
        }
        boolean isSquare = bins.height() == bins.width() && input.height() == input.width();
        int rows = Math.min(bins.height(), input.height());
        int columns = Math.min(bins.width(), input.width());
        boolean isLevel = attribute.equals("level");
        String most = isLevel || isSquare ? Integer.toString(Math.min(rows, columns)) : rows + "x" + columns;
        site.report(site.problem(ProblemCode.TOO_MANY_BINS, bins.origin(), attribute, written, input)
                .fixedBy(most));
        return false;
    }

    /** The bins of one direction: bin i of n covers {@code floor(i * size / n)} up to {@code ceil((i + 1) * size / n)}. */
    private record Bins(int size, int count) {

        private int begin(int bin) {
            return (int) ((long) bin * size / count);
        }

        private int length(int bin) {
            return (int) (((long) (bin + 1) * size + count - 1) / count) - begin(bin);
        }

        /** Whether all are as large as the first and as far apart as the first two. */
        boolean areEven() {
            for (int bin = 1; bin < count; bin++) {
                if (length(bin) != length(0) || begin(bin) != bin * firstStep()) {
                    return false;
                }
            }
            return true;
        }

        int firstStep() {
            return count == 1 ? size : begin(1);
        }

        double meanStep() {
            return (double) size / count;
        }

        int largest() {
            int largest = 0;
            for (int bin = 0; bin < count; bin++) {
                largest = Math.max(largest, length(bin));
            }
            return largest;
        }
    }
}
