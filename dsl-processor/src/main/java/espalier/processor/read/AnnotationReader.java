package espalier.processor.read;

import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.AnnotationSpec.Attribute;
import espalier.processor.spec.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Reads annotations, applying defaults and testing types: what the compiler could not resolve arrives as a value of
 * another type, and what is missing not at all. Then the compiler has already spoken, and the result is empty.
 */
final class AnnotationReader {

    private final Element element;

    /**
     * @param element what carries the annotations
     */
    AnnotationReader(Element element) {
        this.element = element;
    }

    Optional<AnnotationSpec> read(AnnotationMirror mirror) {
        TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
        MirrorOrigin origin = MirrorOrigin.of(element, mirror);
        Map<? extends ExecutableElement, ? extends AnnotationValue> values;
        try {
            values = mirror.getElementValues();
        } catch (RuntimeException e) { // ECJ throws where it has refused a value of another type
            return Optional.empty();
        }
        Map<String, Attribute> attributes = new HashMap<>();
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            AnnotationValue written = values.get(method);
            AnnotationValue value = written == null ? method.getDefaultValue() : written;
            Optional<Located<Object>> read = value == null
                    ? Optional.empty()
                    : read(value, method.getReturnType(), written == null ? origin : origin.at(value));
            if (read.isEmpty()) {
                return Optional.empty();
            }
            attributes.put(method.getSimpleName().toString(), new Attribute(read.get(), written != null));
        }
        return Optional.of(new AnnotationSpec(type.getSimpleName().toString(), origin, attributes));
    }

    private Optional<Located<Object>> read(AnnotationValue value, TypeMirror type, MirrorOrigin origin) {
        if (type.getKind() == TypeKind.ARRAY) {
            return readArray(value, ((ArrayType) type).getComponentType(), origin);
        }
        return Optional.ofNullable(single(value.getValue(), type)).map(single -> new Located<>(single, origin));
    }

    /** An array; some compilers give one of a single item as that item. */
    private Optional<Located<Object>> readArray(AnnotationValue value, TypeMirror type, MirrorOrigin origin) {
        List<Located<Object>> items = new ArrayList<>();
        if (!(value.getValue() instanceof List<?> list)) {
            return read(value, type, origin).map(item -> new Located<>(List.of(item), origin));
        }
        for (Object each : list) {
            AnnotationValue item = (AnnotationValue) each;
            boolean isSingle = list.size() == 1 || origin.value().isEmpty();
            Optional<Located<Object>> read = read(item, type, isSingle ? origin : origin.atItem(item));
            if (read.isEmpty()) {
                return Optional.empty();
            }
            items.add(read.get());
        }
        return Optional.of(new Located<>(List.copyOf(items), origin));
    }

    /** A value of the attribute's type, or null. */
    private Object single(Object value, TypeMirror type) {
        return switch (type.getKind()) {
            case BOOLEAN -> value instanceof Boolean ? value : null;
            case INT -> number(value) instanceof Number n ? (Object) n.intValue() : null;
            case LONG -> number(value) instanceof Number n ? (Object) n.longValue() : null;
            case DOUBLE -> number(value) instanceof Number n ? (Object) n.doubleValue() : null;
            case DECLARED -> declared(value, (DeclaredType) type);
            default -> null;
        };
    }

    /** Some compilers leave a constant of a narrower type as it is. */
    private static Object number(Object value) {
        return value instanceof Character c ? (Object) (int) c : value;
    }

    private Object declared(Object value, DeclaredType type) {
        if (value instanceof VariableElement constant) {
            boolean isOfType = constant.getEnclosingElement().equals(type.asElement());
            return isOfType ? constant.getSimpleName().toString() : null;
        }
        if (value instanceof AnnotationMirror nested) {
            boolean isOfType = nested.getAnnotationType().asElement().equals(type.asElement());
            return isOfType ? read(nested).orElse(null) : null;
        }
        Name name = ((TypeElement) type.asElement()).getQualifiedName();
        if (name.contentEquals("java.lang.Class")) {
            return value instanceof TypeMirror named ? className(named) : null;
        }
        return name.contentEquals("java.lang.String") && value instanceof String ? value : null;
    }

    /** The qualified name of a class; as the source would name it for other types, such as {@code int[]}. */
    private static String className(TypeMirror type) {
        if (type.getKind() == TypeKind.ERROR) {
            return null;
        }
        return type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element
                ? element.getQualifiedName().toString()
                : type.toString();
    }
}
