package espalier.processor.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network as it was written: nothing is checked yet, and every value knows its place.
 *
 * @param packageName empty for the unnamed package
 * @param name with enclosing types, joined as in {@code Outer_Inner}; the prefix of every generated class
 * @param interfaceName as the source would name it, such as {@code Outer.Inner}
 * @param kind what the annotated type is: {@code interface}, {@code abstract class}, {@code enum}, …
 * @param superTypes the types that it extends or implements
 * @param annotations those of the DSL
 * @param methods in the order of the source
 * @param suppressed what {@code @SuppressWarnings} names, on the type or around it
 * @param isBroken whether the compiler has already refused something outside of the methods
 */
public record NetworkSpec(
        String packageName,
        String name,
        String interfaceName,
        boolean isPublic,
        String kind,
        List<String> superTypes,
        Origin origin,
        List<AnnotationSpec> annotations,
        List<MethodSpec> methods,
        Set<String> suppressed,
        boolean isBroken) {
    public NetworkSpec {
        superTypes = List.copyOf(superTypes);
        annotations = List.copyOf(annotations);
        methods = List.copyOf(methods);
        suppressed = Set.copyOf(suppressed);
    }

    /** The annotation of that simple name. */
    public Optional<AnnotationSpec> annotation(String type) {
        return annotations.stream().filter(a -> a.type().equals(type)).findFirst();
    }

    /** The method of that name. */
    public Optional<MethodSpec> method(String methodName) {
        return methods.stream().filter(m -> m.name().equals(methodName)).findFirst();
    }
}
