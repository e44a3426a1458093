package espalier.processor.spec;

import java.util.List;
import java.util.Map;

/**
 * An annotation of the DSL as it was written, defaults applied.
 *
 * @param type the simple name, such as {@code Conv}
 * @param origin the annotation itself
 * @param attributes every attribute by name
 */
public record AnnotationSpec(String type, Origin origin, Map<String, Attribute> attributes) {
    public AnnotationSpec {
        attributes = Map.copyOf(attributes);
    }

    /**
     * One attribute.
     *
     * @param value an Integer, Long, Double or Boolean, the name of an enum constant as a String, an AnnotationSpec, or a
     *     {@code List<Located<…>>} of such
     * @param isWritten false for a default
     */
    public record Attribute(Located<Object> value, boolean isWritten) {}

    /** Whether this kind of annotation has such an attribute, written or not. */
    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    /** Whether the source gives the attribute. */
    public boolean isWritten(String name) {
        return attributes.get(name).isWritten();
    }

    /** Where the attribute was written; the annotation if it is a default, or if there is no such attribute. */
    public Origin originOf(String name) {
        Attribute attribute = attributes.get(name);
        return attribute == null ? origin : attribute.value().origin();
    }

    /** An int. */
    public Located<Integer> integer(String name) {
        return get(name, Integer.class);
    }

    /** A long. */
    public Located<Long> count(String name) {
        return get(name, Long.class);
    }

    /** A double. */
    public Located<Double> real(String name) {
        return get(name, Double.class);
    }

    /** A boolean. */
    public Located<Boolean> flag(String name) {
        return get(name, Boolean.class);
    }

    /** A String, the name of an enum constant, or the qualified name of a class. */
    public Located<String> text(String name) {
        return get(name, String.class);
    }

    /** An int array, each value with its own place. */
    public Located<List<Located<Integer>>> integers(String name) {
        return list(name, Integer.class);
    }

    /** A double array, each value with its own place. */
    public Located<List<Located<Double>>> reals(String name) {
        return list(name, Double.class);
    }

    /** An array of annotations. */
    public Located<List<AnnotationSpec>> annotations(String name) {
        Located<List<Located<AnnotationSpec>>> list = list(name, AnnotationSpec.class);
        return new Located<>(list.value().stream().map(Located::value).toList(), list.origin());
    }

    private <T> Located<T> get(String name, Class<T> type) {
        Located<Object> value = attributes.get(name).value();
        return new Located<>(type.cast(value.value()), value.origin());
    }

    private <T> Located<List<Located<T>>> list(String name, Class<T> type) {
        Located<Object> value = attributes.get(name).value();
        List<Located<T>> items = ((List<?>) value.value())
                .stream()
                        .map(item -> (Located<?>) item)
                        .map(item -> new Located<>(type.cast(item.value()), item.origin()))
                        .toList();
        return new Located<>(items, value.origin());
    }
}
