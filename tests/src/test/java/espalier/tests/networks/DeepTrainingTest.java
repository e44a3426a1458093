package espalier.tests.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Adam;
import espalier.runtime.train.Dataset;
import espalier.runtime.train.History;
import espalier.runtime.train.Trainer;
import espalier.runtime.train.TrainingListener;
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
    private static final int MOST_EPOCHS = 100;
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
        assertTrue(
                before != network.parameters().get("firstHead.weight").value().data()[0], "the head learns too");
    }

    @Test
    void aDenseNetwork() {
        learnsByHeart(DeepNetworks_SmallDenseNetNetwork.create());
    }

    private static void learnsByHeart(Network network) {
        History history = Trainer.of(network, new SoftmaxCrossEntropy(), Adam.rate(0.005))
                .withBatch(IMAGES)
                .withEpochs(MOST_EPOCHS)
                .withListener(new TrainingListener() {
                    @Override
                    public boolean epochDone(History.Epoch epoch) {
                        return epoch.loss() >= LEARNT;
                    }
                })
                .train(data(network));
        double loss = history.last().orElseThrow().loss();
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
        List<String> names =
                IntStream.range(0, outputs).mapToObj(String::valueOf).toList();
        return Dataset.of(images, labels, names);
    }
}
