package espalier.processor;

import com.palantir.javapoet.JavaFile;
import espalier.processor.check.Budgets;
import espalier.processor.check.GraphChecker;
import espalier.processor.emit.Dialect;
import espalier.processor.emit.SourceEmitter;
import espalier.processor.failure.InternalFailure;
import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.Graph;
import espalier.processor.graph.GraphBuilder;
import espalier.processor.graph.Place;
import espalier.processor.op.Shape;
import espalier.processor.plan.Plan;
import espalier.processor.plan.Planner;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.spec.Located;
import espalier.processor.spec.MethodSpec;
import espalier.processor.spec.NetworkSpec;
import espalier.processor.spec.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;

/**
 * The way of one network from what was written to the Java that runs it: wire, check, plan, emit. There is one decision:
 * with an error nothing is generated.
 */
final class NetworkPipeline {

    private final NetworkSpec network;
    private final Problems problems = new Problems();
    private Optional<Graph> wired = Optional.empty();

    private NetworkPipeline(NetworkSpec network) {
        this.network = network;
    }

    /**
     * What comes out.
     *
     * @param problems in the order of the source, without those that are silenced
     * @param graph empty if there is an error
     * @param files none if there is an error
     */
    record Outcome(List<Problem> problems, Optional<CheckedGraph> graph, List<JavaFile> files) {}

    /**
     * Takes a network all the way.
     *
     * @param origin the one element that every file comes from
     */
    static Outcome run(NetworkSpec network, List<Dialect> dialects, Element origin) {
        return new NetworkPipeline(network).run(dialects, origin);
    }

    /**
     * Checks what can be checked of a block by itself: its methods, their wiring and what can be seen to be wrong without the
     * shape of the input. The rest is checked at each use.
     */
    static List<Problem> checkBlock(NetworkSpec block) {
        NetworkPipeline pipeline = new NetworkPipeline(block);
        try {
            pipeline.wired = Optional.of(GraphBuilder.build(block, pipeline.problems));
        } catch (InternalFailure e) {
            pipeline.problems.add(pipeline.internal(e.layer(), e.getCause()));
        }
        return pipeline.visible();
    }

    private Outcome run(List<Dialect> dialects, Element origin) {
        Optional<CheckedGraph> checked = Optional.empty();
        List<JavaFile> files = List.of();
        try {
            Graph graph = GraphBuilder.build(network, problems);
            wired = Optional.of(graph);
            checked = GraphChecker.check(graph, problems);
            if (checked.isPresent()) {
                List<CheckedGraph> sizes = atAllSizes(graph, checked.get());
                List<Plan> plans = Planner.plan(sizes);
                for (int i = 0; i < sizes.size(); i++) {
                    checkActivations(sizes.get(i), plans.get(i), i == 0);
                }
                files = problems.hasErrors() ? List.of() : SourceEmitter.emit(plans, dialects, origin);
            }
        } catch (InternalFailure e) {
            problems.add(internal(e.layer(), e.getCause()));
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            problems.add(internal(network.interfaceName(), e));
        }
        return new Outcome(visible(), problems.hasErrors() ? Optional.empty() : checked, files);
    }

    /** The network at every size of its input, the main one first; sizes with an error, which is reported, are left out. */
    private List<CheckedGraph> atAllSizes(Graph graph, CheckedGraph main) {
        List<CheckedGraph> all = new ArrayList<>(List.of(main));
        for (Located<Shape> size : graph.otherSizes()) {
            Problems found = new Problems();
            GraphChecker.checkSize(graph.at(size.value()), main, found).ifPresent(all::add);
            for (Problem problem : found.all()) {
                if (problem.layer().equals(Graph.INPUT)) {
                    problems.add(problem.at(size.origin()));
                } else {
                    addAt(size.value(), problem);
                }
            }
        }
        return all;
    }

    private void checkActivations(CheckedGraph graph, Plan plan, boolean isMain) {
        Problems found = new Problems();
        Budgets.checkActivations(network, graph, plan.activationBytes(), found);
        for (Problem problem : found.all()) {
            if (isMain) {
                problems.add(problem);
            } else {
                addAt(graph.nodes().get(0).shape(), problem);
            }
        }
    }

    /** Adds what is met at a further size, unless it has been met before. */
    private void addAt(Shape size, Problem problem) {
        boolean isKnown = problems.all().stream()
                .anyMatch(p -> p.code() == problem.code() && p.origin().equals(problem.origin()));
        if (!isKnown) {
            problems.add(problem.with("for images of " + size));
        }
    }

    private Problem internal(String layer, Throwable failure) {
        Origin origin = network.type()
                .method(Place.outermost(layer))
                .map(MethodSpec::origin)
                .orElse(network.origin());
        return internal(layer, origin, failure);
    }

    /** The problem that stands for a fault of Espalier's own. */
    static Problem internal(String subject, Origin origin, Throwable failure) {
        String context = "";
        Throwable root = failure;
        while (root.getCause() != null) {
            context += root.getMessage() + ": ";
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        String where = trace.length == 0 ? "" : " (" + trace[0].getFileName() + ":" + trace[0].getLineNumber() + ")";
        return Problem.of(ProblemCode.INTERNAL, subject, origin, context + root + where);
    }

    /** What met several copies of a block is told once. */
    private List<Problem> visible() {
        Set<List<Object>> told = new HashSet<>();
        return problems.all().stream()
                .filter(problem -> problem.isError() || !isSilenced(problem))
                .sorted(Comparator.comparingInt(this::order))
                .map(problem -> wired.map(graph -> graph.tell(problem)).orElse(problem))
                .filter(problem -> place(problem).flatMap(Place::use).isEmpty()
                        || told.add(List.of(problem.code(), problem.origin())))
                .toList();
    }

    private boolean isSilenced(Problem problem) {
        String code = problem.code().code();
        return network.type().suppressed().contains(code)
                || place(problem).map(place -> place.isSilenced(code)).orElse(false);
    }

    /** The network itself comes first, then its methods. */
    private int order(Problem problem) {
        return place(problem)
                .map(place -> network.methods().indexOf(place.outermost()))
                .orElse(-1);
    }

    private Optional<Place> place(Problem problem) {
        return wired.map(graph -> graph.places().get(problem.layer()));
    }
}
