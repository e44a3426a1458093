package espalier.processor.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A type whose methods are layers, as it was written.
 *
 * @param name as the source would name it, such as {@code Outer.Inner}
 * @param kind what the type is: {@code interface}, {@code abstract class}, {@code enum}, …
 * @param superTypes the types that it extends or implements
 * @param annotations those of the DSL
 * @param methods in the order of the source
 * @param suppressed what {@code @SuppressWarnings} names, on the type or around it
 * @param isBroken whether the compiler has already refused something outside of the methods
 */
public record InterfaceSpec(
        String name,
        String kind,
        List<String> superTypes,
        Origin origin,
        List<AnnotationSpec> annotations,
        List<MethodSpec> methods,
        Set<String> suppressed,
        boolean isBroken) {
    public InterfaceSpec {
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

    /** The qualified names of the classes that its methods use as blocks. */
    public List<String> usedBlocks() {
        return methods.stream()
                .flatMap(method -> method.annotation("Use").stream())
                .map(use -> use.text("value").value())
                .toList();
    }

    /** Whether the compiler has already refused something, here or in a method. */
    public boolean isAnywhereBroken() {
        return isBroken || methods.stream().anyMatch(MethodSpec::isBroken);
    }
}
