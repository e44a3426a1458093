package espalier.processor.layer;

import espalier.processor.op.Shape;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.Origin;
import java.util.List;

/** Where in the network a layer stands: what it needs to know in order to be lowered. */
public interface Site {

    /** The method's name. */
    String layer();

    /** The shapes that it reads. */
    List<Shape> inputs();

    /** Who gives those shapes, for messages. */
    List<String> inputNames();

    /** What the names of its parameters begin with. */
    String parameterPrefix();

    /** Whether the first activation after it is a rectifier. */
    boolean isBeforeRectifier();

    /** Whether unread rows are an error. */
    boolean isStrict();

    /** The two paths by which two of the inputs came, from the layer where they part; a line each, for messages. */
    List<String> partingPaths(int oneInput, int otherInput);

    /** Reports a problem, adding the shapes that led here. */
    void report(Problem problem);

    /** The shape of the only input. */
    default Shape input() {
        return inputs().get(0);
    }

    /** Begins a problem of this layer. */
    default Problem problem(ProblemCode code, Origin origin, Object... words) {
        return Problem.of(code, layer(), origin, words);
    }

    /** Whether the input is a map; otherwise that is reported. */
    default boolean requireMap(Layer layer, String fix) {
        if (input().isVector()) {
            report(problem(
                            ProblemCode.NEEDS_MAP,
                            layer.source().origin(),
                            layer.source().type(),
                            inputNames().get(0),
                            input().channels())
                    .fixedBy(fix));
            return false;
        }
        return true;
    }
}
