package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Located;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code @SpatialPyramid}: adaptive pools of several sizes side by side, flattened and put end to end (He et al. 2014,
 * section 2.2).
 */
record SpatialPyramidLayer(AnnotationSpec source, Op.PoolType type, List<Located<Integer>> levels) implements Layer {

    static final LayerKind KIND = new LayerKind("SpatialPyramid", SpatialPyramidLayer::read);

    private static SpatialPyramidLayer read(Attributes a) {
        Op.PoolType type = Op.PoolType.valueOf(a.source().text("type").value());
        return new SpatialPyramidLayer(a.source(), type, a.positives("levels", "levels = {4, 2, 1}"));
    }

    @Override
    public String kind() {
        String sizes = levels.stream().map(level -> level.value().toString()).collect(Collectors.joining(", "));
        return PoolLayer.name(type) + "Pyramid " + sizes;
    }

    @Override
    public String suffix() {
        return "SpatialPyramid";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Pool before the layer that makes a vector.")) {
            return Optional.empty();
        }
        Shape input = site.input();
        long bins = 0;
        for (Located<Integer> level : levels) {
            if (!AdaptivePoolLayer.isWithin(input, site, "level", level.value().toString(), square(level))) {
                return Optional.empty();
            }
            bins += (long) level.value() * level.value();
        }
        long values = Limits.times(bins, input.channels());
        Culprit blame = new Culprit(source, "levels");
        if (!Limits.fits(site, blame, "its result", values)) {
            return Optional.empty();
        }
        Shape output = Shape.vector((int) values);
        if (!Limits.fits(site, blame, "its result " + output, output, Padding.NONE)) {
            return Optional.empty();
        }
        return Composition.of(site, this::compose);
    }

    private void compose(Composition pyramid) {
        int[] vectors = new int[levels.size()];
        for (int i = 0; i < vectors.length; i++) {
            String name = "level" + (i + 1);
            int pooled = pyramid.add(name, new AdaptivePoolLayer(source, type, square(levels.get(i))), pyramid.input());
            vectors[i] = pyramid.add(name + "Flat", new FlattenLayer(source), pooled);
        }
        if (vectors.length > 1) {
            pyramid.add("joined", new ConcatLayer(source), vectors);
        }
    }

    private static Size square(Located<Integer> level) {
        return new Size(level.value(), level.value(), level.origin());
    }
}
