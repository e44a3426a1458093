package espalier.processor.layer;

import espalier.processor.problem.Problems;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of layer that the DSL knows.
 *
 * @param annotation its annotation's simple name
 * @param inputs how many layers it reads
 * @param reader makes the layer; if an attribute is bad, that is reported and the result discarded
 */
public record LayerKind(String annotation, Inputs inputs, Function<Attributes, Layer> reader) {

    /** How many layers a kind reads. */
    public enum Inputs {
        /** One, by default the layer above. */
        ONE,
        /** One, by default the layer above, and the network's regions. */
        ONE_AND_REGIONS,
        /** Two, by name. */
        TWO,
        /** Two or more, by name. */
        TWO_OR_MORE;

        /** Whether it reads more than one layer. */
        public boolean isJoin() {
            return this == TWO || this == TWO_OR_MORE;
        }
    }

    /** A kind that reads one layer. */
    LayerKind(String annotation, Function<Attributes, Layer> reader) {
        this(annotation, Inputs.ONE, reader);
    }

    /** The layer that an annotation states; empty if an attribute is bad, which has then been reported. */
    public Optional<Layer> read(AnnotationSpec source, String layerName, Problems problems) {
        Attributes attributes = new Attributes(source, layerName, problems);
        Layer layer = reader.apply(attributes);
        return attributes.areGood() ? Optional.of(layer) : Optional.empty();
    }
}
