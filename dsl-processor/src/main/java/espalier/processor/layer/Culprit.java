package espalier.processor.layer;

import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Origin;

/**
 * What decides a size: where a problem with it is shown, and what its fix may name. A layer inside a composite answers for
 * attributes of the composite.
 *
 * @param attribute of the annotation; one that it lacks if none decides, but only what the layer reads
 */
record Culprit(AnnotationSpec annotation, String attribute) {

    /** Where no attribute decides. */
    static Culprit none(AnnotationSpec annotation) {
        return new Culprit(annotation, "");
    }

    /** Whether there is such an attribute. */
    boolean isAttribute() {
        return annotation.has(attribute);
    }

    /** The attribute, or the annotation. */
    Origin origin() {
        return annotation.originOf(attribute);
    }
}
