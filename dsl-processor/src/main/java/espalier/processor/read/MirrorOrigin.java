package espalier.processor.read;

import espalier.processor.spec.Origin;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/**
 * A place as the compiler knows it.
 *
 * @param element the element that carries the annotation, or that is meant itself
 * @param mirror the innermost annotation
 * @param value the whole value of one of its attributes
 * @param item one item of that value, if it is an array of several
 */
public record MirrorOrigin(
        Element element,
        Optional<AnnotationMirror> mirror,
        Optional<AnnotationValue> value,
        Optional<AnnotationValue> item)
        implements Origin {

    /** An element itself. */
    public static MirrorOrigin of(Element element) {
        return new MirrorOrigin(element, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static MirrorOrigin of(Element element, AnnotationMirror mirror) {
        return new MirrorOrigin(element, Optional.of(mirror), Optional.empty(), Optional.empty());
    }

    MirrorOrigin at(AnnotationValue newValue) {
        return new MirrorOrigin(element, mirror, Optional.of(newValue), Optional.empty());
    }

    MirrorOrigin atItem(AnnotationValue newItem) {
        return new MirrorOrigin(element, mirror, value, Optional.of(newItem));
    }
}
