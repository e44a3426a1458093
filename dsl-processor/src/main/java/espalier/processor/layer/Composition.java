package espalier.processor.layer;

import espalier.processor.op.Shape;
import espalier.processor.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A composite in the making: layers with names of their own, wired by hand. Each is lowered as it is added, so that the
 * shape of every value is known to those after it.
 */
final class Composition {

    private final Site site;
    private final List<Shape> shapes;
    private final List<String> names;
    private final List<Lowering.Node> nodes = new ArrayList<>();

    private Composition(Site site) {
        this.site = site;
        this.shapes = new ArrayList<>(site.inputs());
        this.names = new ArrayList<>(site.inputNames());
    }

    /**
     * Composes a layer.
     *
     * @param wiring adds the inner layers, the one that makes the result last; it is left at the first that does not fit
     * @return empty if one does not fit, which has then been reported at the composite
     */
    static Optional<Lowering> of(Site site, Consumer<Composition> wiring) {
        Composition composition = new Composition(site);
        try {
            wiring.accept(composition);
        } catch (Misfit reported) {
            return Optional.empty();
        }
        return Optional.of(new Lowering(site.inputs().size(), composition.nodes));
    }

    /** The value that the composite reads. */
    int input() {
        return 0;
    }

    /** What the names of the composite's parameters begin with. */
    String prefix() {
        return site.parameterPrefix();
    }

    /** The shape of a value. */
    Shape shape(int value) {
        return shapes.get(value);
    }

    /**
     * Adds a layer.
     *
     * @param name what it is called inside the composite, such as {@code 0.conv1}; the names of its parameters begin with
     *     that behind the composite's own prefix
     * @param reads the values that it reads
     * @return the value that it makes
     */
    int add(String name, Layer layer, int... reads) {
        return add(name, prefix() + "." + name, layer, reads);
    }

    /** Adds a layer whose parameters are not called as it is. */
    int add(String name, String parameterPrefix, Layer layer, int... reads) {
        List<Integer> inputs = Arrays.stream(reads).boxed().toList();
        InnerSite place = new InnerSite(name, parameterPrefix, inputs);
        Lowering inner = layer.lower(place).orElseThrow(Misfit::new);
        List<Integer> outer = new ArrayList<>(inputs);
        for (Lowering.Node node : inner.nodes()) {
            nodes.add(new Lowering.Node(
                    node.step().within(name),
                    node.reads().stream().map(outer::get).toList()));
            shapes.add(node.step().op().output());
            names.add(name);
            outer.add(shapes.size() - 1);
        }
        return inner.nodes().isEmpty() ? reads[0] : outer.get(outer.size() - 1);
    }

    /** An inner layer's place. */
    private final class InnerSite implements Site {

        private final String name;
        private final String parameterPrefix;
        private final List<Integer> reads;

        InnerSite(String name, String parameterPrefix, List<Integer> reads) {
            this.name = name;
            this.parameterPrefix = parameterPrefix;
            this.reads = reads;
        }

        @Override
        public String layer() {
            return site.layer();
        }

        @Override
        public List<Shape> inputs() {
            return reads.stream().map(shapes::get).toList();
        }

        @Override
        public List<String> inputNames() {
            return reads.stream().map(names::get).toList();
        }

        @Override
        public String parameterPrefix() {
            return parameterPrefix;
        }

        @Override
        public boolean isBeforeRectifier() {
            return site.isBeforeRectifier();
        }

        @Override
        public boolean isStrict() {
            return site.isStrict();
        }

        @Override
        public List<String> partingPaths(int oneInput, int otherInput) {
            return List.of();
        }

        @Override
        public void report(Problem problem) {
            Problem placed = problem.within(name);
            site.report(problem.isError() ? placed.with(trail(reads, name)) : placed);
        }
    }

    /** The shapes inside the composite that lead to a layer that fails, by first inputs where there is a choice. */
    private String trail(List<Integer> reads, String failing) {
        StringBuilder trail = new StringBuilder(failing + " \u2717");
        int value = reads.get(0);
        while (value >= 0) {
            trail.insert(0, names.get(value) + " " + shapes.get(value) + " -> ");
            int node = value - site.inputs().size();
            value = node < 0 ? -1 : nodes.get(node).reads().get(0);
        }
        return trail.toString();
    }

    /** Ends the composition where a layer does not fit; never leaves this class. */
    private static final class Misfit extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
