package espalier.processor.graph;

import espalier.processor.problem.Problem;
import espalier.processor.spec.BlockSpec;
import espalier.processor.spec.MethodSpec;
import espalier.processor.spec.Origin;
import java.util.Optional;

/**
 * Where in a network a method stands: among its own, or in a block at one of the block's uses.
 *
 * @param path the method's name, within a block after that of the use: {@code stage.0.conv1}
 * @param use empty for a method of the network itself
 */
public record Place(String path, MethodSpec method, Optional<Use> use) {

    /** A block where a method uses it. */
    public record Use(Place user, BlockSpec block) {

        private Origin origin() {
            return user.method().annotation("Use").orElseThrow().originOf("value");
        }
    }

    /** The name of the network's method that a path begins with: {@code stage}. */
    public static String outermost(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** The method of the network that this one stands in, or is. */
    public MethodSpec outermost() {
        return use.map(u -> u.user().outermost()).orElse(method);
    }

    /** Whether a warning is silenced here or around. */
    public boolean isSilenced(String code) {
        return method.suppressed().contains(code)
                || use.map(u -> u.user().isSilenced(code)).orElse(false);
    }

    /**
     * A problem that was met here, told to the user: it names the use, and stands where this compilation has a source, at the
     * use of a block that comes from a class file.
     */
    public Problem tell(Problem problem) {
        return use.map(u -> u.user()
                        .visible(problem, u)
                        .with("in the block " + u.block().type().name() + ", used by "
                                + u.user().path()))
                .orElse(problem);
    }

    private Problem visible(Problem problem, Use inner) {
        Problem placed = inner.block().isFromSource() ? problem : problem.at(inner.origin());
        return use.map(u -> u.user().visible(placed, u)).orElse(placed);
    }
}
