package espalier.runtime.pass;

import espalier.runtime.Summary;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known about a network when it is generated.
 *
 * @param summary its layers and costs
 * @param outputs what callers see in training, the network's own output last
 * @param imagesAtOnce the largest batch that inference takes up at once, so that its working memory stays bounded; larger
 *     ones go through in turns
 * @param regionsAtOnce the most regions that inference takes up at once; 0 if the network reads none
 */
public record NetworkDescription(Summary summary, List<Output> outputs, int imagesAtOnce, int regionsAtOnce) {

    /** Copies the list. */
    public NetworkDescription {
        outputs = List.copyOf(outputs);
    }

    /** A network that reads no regions. */
    public NetworkDescription(Summary summary, List<Output> outputs, int imagesAtOnce) {
        this(summary, outputs, imagesAtOnce, 0);
    }

    /** As a network that reads regions, {@code atOnce} of them at once. */
    public NetworkDescription withRegions(int atOnce) {
        return new NetworkDescription(summary, outputs, imagesAtOnce, atOnce);
    }

    boolean takesRegions() {
        return regionsAtOnce > 0;
    }

    /**
     * One output.
     *
     * @param shape C, H, W or units
     * @param auxiliaryWeight what its loss is multiplied by if inference lacks it, above 0; otherwise 0
     * @param isPerRegion whether it has a row for each region, not for each image
     */
    public record Output(String name, List<Integer> shape, double auxiliaryWeight, boolean isPerRegion) {

        /** An output that inference has too. */
        public Output(String name, List<Integer> shape) {
            this(name, shape, 0);
        }

        /** An output with a row for each image. */
        public Output(String name, List<Integer> shape, double auxiliaryWeight) {
            this(name, shape, auxiliaryWeight, false);
        }

        /** With a row for each region. */
        public Output ofRegions() {
            return new Output(name, shape, auxiliaryWeight, true);
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
        List<Output> inferred = new ArrayList<>(outputs);
        inferred.removeIf(Output::isAuxiliary);
        return List.copyOf(inferred);
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
