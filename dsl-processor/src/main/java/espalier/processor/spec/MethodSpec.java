package espalier.processor.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A method of a network as it was written.
 *
 * @param isAbstract whether it has no body
 * @param returnType as the source would name it
 * @param returnsLayer whether that type is {@code Layer}
 * @param annotations those of the DSL, in the order of the source
 * @param suppressed what {@code @SuppressWarnings} names
 * @param isBroken whether the compiler has already refused something here, so that nothing more need be said
 */
public record MethodSpec(
        String name,
        Origin origin,
        boolean isAbstract,
        String returnType,
        boolean returnsLayer,
        List<ParameterSpec> parameters,
        List<AnnotationSpec> annotations,
        Set<String> suppressed,
        boolean isBroken) {
    public MethodSpec {
        parameters = List.copyOf(parameters);
        annotations = List.copyOf(annotations);
        suppressed = Set.copyOf(suppressed);
    }

    /** The annotation of that simple name. */
    public Optional<AnnotationSpec> annotation(String type) {
        return annotations.stream().filter(a -> a.type().equals(type)).findFirst();
    }
}
