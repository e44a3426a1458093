package espalier.runtime.pass;

import espalier.runtime.Summary;
import java.util.List;

/**
 * What is known about a network when it is generated.
 *
 * @param summary its layers and costs
 * @param outputs what callers see in training, the network's own output last
 * @param imagesAtOnce the largest batch that inference takes up at once, so that its working memory stays bounded; larger
 *     ones go through in turns
 */
public record NetworkDescription(Summary summary, List<Output> outputs, int imagesAtOnce) {

    /** Copies the list. */
    public NetworkDescription {
        outputs = List.copyOf(outputs);
    }

    /**
     * One output.
     *
     * @param shape C, H, W or units
     * @param auxiliaryWeight what its loss is multiplied by if inference lacks it, above 0; otherwise 0
     */
    public record Output(String name, List<Integer> shape, double auxiliaryWeight) {

        /** An output that inference has too. */
        public Output(String name, List<Integer> shape) {
            this(name, shape, 0);
        }

        /** Copies the list. */
        public Output {
            shape = List.copyOf(shape);
        }

        boolean isAuxiliary() {
            return auxiliaryWeight > 0;
        }

        int size() {
            return Shapes.size(shape);
        }
    }

    /** The outputs of inference, the network's own last. */
    List<Output> inferred() {
        return outputs.stream().filter(output -> !output.isAuxiliary()).toList();
    }

    int output(String name) {
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(summary.network() + " has no output named '" + name + "'; it has "
                + String.join(", ", outputs.stream().map(Output::name).toList()) + ".");
    }
}
