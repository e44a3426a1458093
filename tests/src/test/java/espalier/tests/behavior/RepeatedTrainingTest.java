package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import espalier.runtime.Workers;
import espalier.samples.networks.ResNet20Network;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pass has done before leaves nothing in its gradients: each step clears those that it is the first to add to. */
class RepeatedTrainingTest {

    private static final int BATCH = 3;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void layersThatSeveralOthersRead(Dialect dialect) {
        assertRepeats(StagedNetwork.create(options(dialect)));
        assertRepeats(ResNet20Network.create(options(dialect)));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void headsAndFurtherOutputs(Dialect dialect) {
        assertRepeats(HeadedNetwork.create(options(dialect)));
    }

    private static NetworkOptions options(Dialect dialect) {
        return NetworkOptions.defaults().withDialect(dialect).withWorkers(Workers.of(1));
    }

    private static void assertRepeats(Network network) {
        TrainingPass pass = network.training(TrainingOptions.batch(BATCH).withInputGradient());
        Tensor images = images(network, 1, BATCH);
        List<Tensor> first = gradients(pass, images, 0.5f);
        gradients(pass, images(network, 2, BATCH), -3f);
        gradients(pass, images(network, 3, 1), 7f);
        List<Tensor> again = gradients(pass, images, 0.5f);
        for (int i = 0; i < first.size(); i++) {
            assertArrayEquals(first.get(i).data(), again.get(i).data(), network.name() + ", gradient " + i);
        }
    }

    private static Tensor images(Network network, long seed, int count) {
        int[] shape = new int[network.inputShape().size() + 1];
        shape[0] = count;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = network.inputShape().get(i - 1);
        }
        return RandomData.images(seed, shape);
    }

    private static List<Tensor> gradients(TrainingPass pass, Tensor images, float scale) {
        pass.forward(images);
        for (String output : pass.network().outputs()) {
            float[] gradient = pass.outputGradient(output).data();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = scale * (i % 5 - 2);
            }
        }
        pass.backward();
        List<Tensor> all = new ArrayList<>();
        all.add(pass.inputGradient().copy());
        for (Tensor gradient : pass.gradients().list()) {
            all.add(gradient.copy());
        }
        return all;
    }
}
