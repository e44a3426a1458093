package espalier.processor.graph;

import espalier.processor.layer.Layer;
import espalier.processor.spec.AnnotationSpec;

/** One of the annotations stacked on a method: a layer, or a block that is used. */
sealed interface StackPart permits BlockUse, StackPart.OfLayer {

    /** The annotation. */
    AnnotationSpec source();

    /** A layer. */
    record OfLayer(Layer layer) implements StackPart {
        @Override
        public AnnotationSpec source() {
            return layer.source();
        }
    }
}
