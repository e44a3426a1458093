package espalier.tests.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Adam;
import espalier.runtime.train.Dataset;
import espalier.runtime.train.Evaluation;
import espalier.runtime.train.Trainer;
import espalier.samples.networks.ResNet20Network;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Gradients reach the first layer of a deep network: it learns a few noisy images by heart. */
class DeepTrainingTest {

    private static final int IMAGES = 64;
    private static final int CLASSES = 8;
    private static final int MOST_EPOCHS = 60;
    private static final int EPOCHS_A_ROUND = 5;
    private static final double LEARNT = 0.01;

    @Test
    void aResidualNetworkOfTwentyLayers() {
        learnsByHeart(ResNet20Network.create(NetworkOptions.defaults().withSeed(1)));
    }

    @Test
    void inceptionModulesWithHeads() {
        Network network = DeepNetworks_TwoModulesNetwork.create();
        assertEquals(Map.of("firstHead", 0.3, "secondHead", 0.3), network.auxiliaryOutputs());
        assertEquals(List.of("logits"), network.outputs());
        Tensor head = network.parameters().get("firstHead.weight").value().copy();
        learnsByHeart(network);
        float before = head.data()[0];
        assertTrue(before != network.parameters().get("firstHead.weight").value().data()[0], "the head learns too");
    }

    @Test
    void aDenseNetwork() {
        learnsByHeart(DeepNetworks_SmallDenseNetNetwork.create());
    }

    private static void learnsByHeart(Network network) {
        Dataset data = data(network);
        double loss = Double.POSITIVE_INFINITY;
        // Adam's state begins anew each round, which does no harm; so the training can stop as soon as all is learnt.
        for (int epochs = 0; epochs < MOST_EPOCHS && !(loss < LEARNT); epochs += EPOCHS_A_ROUND) {
            Trainer.of(network, new SoftmaxCrossEntropy(), Adam.rate(0.005))
                    .withBatch(IMAGES / 2)
                    .withEpochs(EPOCHS_A_ROUND)
                    .train(data);
            loss = Evaluation.of(network, data, new SoftmaxCrossEntropy(), IMAGES)
                    .loss();
        }
        assertTrue(loss < LEARNT, network.name() + " has a loss of " + loss);
    }

    private static Dataset data(Network network) {
        List<Integer> shape = network.inputShape();
        Tensor images = Tensor.zeros(IMAGES, shape.get(0), shape.get(1), shape.get(2));
        Random random = new Random(1);
        for (int i = 0; i < images.size(); i++) {
            images.data()[i] = (float) random.nextGaussian();
        }
        int[] labels = random.ints(IMAGES, 0, CLASSES).toArray();
        int outputs = network.outputShape(network.outputs().get(0)).get(0);
        List<String> names = IntStream.range(0, outputs).mapToObj(String::valueOf).toList();
        return Dataset.of(images, labels, names);
    }
}
