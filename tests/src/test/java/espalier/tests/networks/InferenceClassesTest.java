package espalier.tests.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.graph.GraphNode;
import espalier.runtime.graph.NetworkGraph;
import espalier.samples.catalog.SampleNetwork;
import espalier.samples.catalog.SampleNetworks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a sample network generates for inference has no step that only training needs. A step is a call of the method of that
 * name, and both names and parameters stand in the constants of the class file as they stand in the source.
 */
class InferenceClassesTest {

    private static final String PACKAGE = "espalier.samples.networks.";

    /** Of stochastic depth too. */
    private static final String DROPOUT = "dropout";

    /** Its batch norms stand before convolutions, behind joins: there is nothing that they could be folded into. */
    private static final Set<String> NORM_FIRST = Set.of("DenseNet121");

    static List<SampleNetwork> networks() {
        return SampleNetworks.all().list();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void hasNoDropoutAndNoHeadAndNoBatchNormOfItsOwn(SampleNetwork network)
            throws IOException, ReflectiveOperationException {
        Constants inference = Constants.of(network.name() + "Inference");
        assertFalse(inference.has(DROPOUT), "dropout");
        assertEquals(NORM_FIRST.contains(network.name()), inference.has("batchNorm"), "batch norm");

        NetworkGraph graph = (NetworkGraph) Class.forName(PACKAGE + network.name() + "Graph")
                .getMethod("graph")
                .invoke(null);
        Constants training = Constants.of(network.name() + "Training");
        Set<String> ofHeads = new TreeSet<>();
        for (GraphNode node : graph.nodes()) {
            for (GraphNode.Use use : node.parameters()) {
                if (node.trainingOnly()) {
                    ofHeads.add(use.name());
                }
            }
        }
        ofHeads.forEach(parameter -> assertFalse(inference.has(parameter), parameter));
        assertTrue(ofHeads.isEmpty() || ofHeads.stream().anyMatch(training::has), "the heads are trained");
    }

    @Test
    void trainingHasThem() throws IOException {
        assertTrue(Constants.of("AlexNetTraining").has(DROPOUT));
        assertTrue(Constants.of("EfficientNetB0Training").has(DROPOUT));
        assertTrue(Constants.of("ResNet20Training").has("batchNorm"));
        assertTrue(Constants.of("GoogLeNetTraining").has("head1.weight"));
    }

    /** The names and strings of a class file, as its bytes: each behind its length, in two bytes. */
    private record Constants(String bytes) {

        static Constants of(String simpleName) throws IOException {
            String file = "/" + (PACKAGE + simpleName).replace('.', '/') + ".class";
            try (InputStream in = Objects.requireNonNull(InferenceClassesTest.class.getResourceAsStream(file), file)) {
                return new Constants(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }

        boolean has(String name) {
            return bytes.contains("\1" + (char) (name.length() >> 8) + (char) (name.length() & 255) + name);
        }
    }
}
