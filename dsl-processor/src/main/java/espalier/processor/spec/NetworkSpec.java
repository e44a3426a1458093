package espalier.processor.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network, or a block by itself, as it was written: nothing is checked yet, and every value knows its place.
 *
 * @param packageName empty for the unnamed package
 * @param name with enclosing types, joined as in {@code Outer_Inner}; the prefix of every generated class
 * @param type the annotated type
 * @param blocks all that it uses, directly or through other blocks, by {@link BlockSpec#key}
 */
public record NetworkSpec(
        String packageName, String name, boolean isPublic, InterfaceSpec type, Map<String, BlockSpec> blocks) {
    public NetworkSpec {
        blocks = Map.copyOf(blocks);
    }

    /** As the source would name it, such as {@code Outer.Inner}. */
    public String interfaceName() {
        return type.name();
    }

    /** The qualified name of the type. */
    public String qualifiedName() {
        return packageName.isEmpty() ? type.name() : packageName + "." + type.name();
    }

    /** The type itself. */
    public Origin origin() {
        return type.origin();
    }

    /** The type's annotation of that simple name. */
    public Optional<AnnotationSpec> annotation(String simpleName) {
        return type.annotation(simpleName);
    }

    /** In the order of the source. */
    public List<MethodSpec> methods() {
        return type.methods();
    }

    /** Whether the compiler has already refused something outside of the methods. */
    public boolean isBroken() {
        return type.isBroken();
    }

    /** Whether the compiler has already refused something, here, in a method or in a block. */
    public boolean isAnywhereBroken() {
        return type.isAnywhereBroken()
                || blocks.values().stream().anyMatch(block -> block.type().isAnywhereBroken());
    }
}
