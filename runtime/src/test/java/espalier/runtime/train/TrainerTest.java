package espalier.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import espalier.runtime.Gradients;
import espalier.runtime.Parameters;
import espalier.runtime.RandomStream;
import espalier.runtime.Tensor;
import espalier.runtime.loss.MeanSquaredError;
import espalier.runtime.loss.SoftmaxCrossEntropy;
import espalier.runtime.optim.Optimizer;
import espalier.runtime.optim.Schedule;
import espalier.runtime.optim.Sgd;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TrainerTest {

    private static final SoftmaxCrossEntropy LOSS = new SoftmaxCrossEntropy();

    /** Three classes, told by which pixel is the brightest. */
    private static Dataset data(int size, long seed) {
        RandomStream random = new RandomStream(seed, "data");
        Tensor images = Tensor.zeros(size, 1, 2, 2);
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % 3;
            for (int pixel = 0; pixel < 4; pixel++) {
                images.data()[i * 4 + pixel] = (float) (0.3 * random.nextGaussian() + (pixel == labels[i] ? 1 : 0));
            }
        }
        return Dataset.of(images, labels, List.of("a", "b", "c"));
    }

    private static Trainer trainer(SoftmaxRegression network) {
        return Trainer.of(network, LOSS, Sgd.rate(0.5).withMomentum(0.5))
                .withBatch(16)
                .withEpochs(8);
    }

    @Test
    void learns() {
        SoftmaxRegression network = new SoftmaxRegression(1);
        Dataset validation = data(50, 2);
        History history = trainer(network).withValidation(validation).train(data(100, 1));
        History.Epoch first = history.epochs().get(0);
        History.Epoch last = history.last().orElseThrow();
        assertEquals(8, last.number());
        assertTrue(last.loss() < first.loss() / 2, first.loss() + " to " + last.loss());
        assertTrue(last.accuracy() > 0.9, "accuracy " + last.accuracy());
        Evaluation evaluation = Evaluation.of(network, validation, LOSS, 7);
        assertEquals(last.validationLoss().orElseThrow(), evaluation.loss(), 1e-9);
        assertEquals(last.validationAccuracy().orElseThrow(), evaluation.accuracy());
        assertEquals(50, evaluation.confusion().total());
    }

    @Test
    void theSeedDecidesEverything() {
        float[] once = trained(5, 1);
        assertArrayEquals(once, trained(5, 1));
        assertFalse(Arrays.equals(once, trained(6, 1)));
    }

    private static float[] trained(long seed, long networkSeed) {
        SoftmaxRegression network = new SoftmaxRegression(networkSeed);
        trainer(network)
                .withSeed(seed)
                .withAugmentation(Augmentation.horizontalFlip())
                .train(data(100, 1));
        return network.parameters().get("f.weight").value().data();
    }

    @Test
    void takesEveryImageOnceAnEpochAndTheRestInASmallerBatch() {
        List<String> events = new ArrayList<>();
        trainer(new SoftmaxRegression(1))
                .withBatch(4)
                .withEpochs(2)
                .withListener(new TrainingListener() {
                    @Override
                    public void batchDone(int epoch, int batch, int batches, double loss) {
                        events.add(epoch + "." + batch + "/" + batches);
                    }

                    @Override
                    public boolean epochDone(History.Epoch epoch) {
                        events.add("end " + epoch.number());
                        return true;
                    }
                })
                .train(data(10, 1));
        assertEquals(List.of("1.1/3", "1.2/3", "1.3/3", "end 1", "2.1/3", "2.2/3", "2.3/3", "end 2"), events);
        Batches batches = new Batches(data(10, 1), 4);
        assertEquals(4, batches.get(0).size());
        assertEquals(2, batches.get(2).size());
        assertEquals(0, batches.get(2).labels()[1]);
    }

    @Test
    void theBatchesMeansAddUpToTheDatasets() {
        SoftmaxRegression network = new SoftmaxRegression(1);
        double whole = Evaluation.of(network, data(10, 1), LOSS, 10).loss();
        assertEquals(whole, Evaluation.of(network, data(10, 1), LOSS, 3).loss(), 1e-6);
        assertEquals(whole, Evaluation.of(network, data(10, 1), LOSS, 100).loss(), 1e-6);
    }

    @Test
    void aListenerMayEndTheTraining() {
        History history = trainer(new SoftmaxRegression(1))
                .withListener(new TrainingListener() {
                    @Override
                    public boolean epochDone(History.Epoch epoch) {
                        return epoch.number() < 3;
                    }
                })
                .train(data(20, 1));
        assertEquals(3, history.epochs().size());
    }

    @Test
    void earlyStoppingWaitsForItsPatience() {
        EarlyStopping stopping = EarlyStopping.after(2);
        double[] losses = {1.0, 0.9, 0.95, 0.8, 0.85, 0.8};
        boolean[] expected = {true, true, true, true, true, false};
        for (int i = 0; i < losses.length; i++) {
            assertEquals(expected[i], stopping.epochDone(epoch(i + 1, losses[i])), "epoch " + (i + 1));
        }
        assertMessage("The patience must be at least 1 epoch, not 0.", () -> EarlyStopping.after(0));
    }

    @Test
    void earlyStoppingPutsTheBestValuesBack() {
        SoftmaxRegression network = new SoftmaxRegression(1);
        Tensor bias = network.parameters().get("f.bias").value();
        EarlyStopping stopping = EarlyStopping.after(1).restoring(network);
        bias.fill(5);
        assertTrue(stopping.epochDone(epoch(1, 0.3)));
        bias.fill(6);
        assertFalse(stopping.epochDone(epoch(2, 0.4)));
        stopping.trainingDone(new History(List.of()));
        assertArrayEquals(new float[] {5, 5, 5}, bias.data());
    }

    @Test
    void aStepAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] allocated = new long[1000];
        trainer(new SoftmaxRegression(1))
                .withBatch(2)
                .withEpochs(2)
                .withAugmentation(Augmentation.horizontalFlip().then(Augmentation.shift(1, 0)))
                .withMaxGradientNorm(5)
                .withListener(new TrainingListener() {
                    @Override
                    public void batchDone(int epoch, int batch, int batches, double loss) {
                        allocated[batch - 1] = threads.getCurrentThreadAllocatedBytes();
                    }
                })
                .train(data(2000, 1));
        assertTrue(allocated[999] - allocated[0] < 1000, allocated[999] - allocated[0] + " bytes in 999 steps");
    }

    private static History.Epoch epoch(int number, double validationLoss) {
        return new History.Epoch(
                number, 0.1, 0.5, 0.75, OptionalDouble.of(validationLoss), OptionalDouble.empty(), 1.25);
    }

    @Test
    void theHistoryIsATable() {
        History history = new History(List.of(epoch(1, 0.25)));
        assertEquals("""
                epoch,learning_rate,loss,accuracy,validation_loss,validation_accuracy,seconds
                1,0.1,0.500000,0.750000,0.250000,,1.250
                """, history.toCsv());
        assertTrue(new History(List.of()).last().isEmpty());
    }

    @Test
    void theScheduleSetsEachStepsRate() {
        List<Double> rates = new ArrayList<>();
        Sgd sgd = Sgd.rate(0.5);
        Optimizer recording = new Optimizer() {
            @Override
            public double learningRate() {
                return sgd.learningRate();
            }

            @Override
            public void step(Parameters parameters, Gradients gradients, double rate) {
                rates.add(rate);
                sgd.step(parameters, gradients, rate);
            }
        };
        History history = Trainer.of(new SoftmaxRegression(1), LOSS, recording)
                .withBatch(5)
                .withEpochs(2)
                .withSchedule(Schedule.step(1, 0.5))
                .train(data(10, 1));
        assertEquals(List.of(0.5, 0.5, 0.25, 0.25), rates);
        assertEquals(0.25, history.last().orElseThrow().learningRate());
    }

    @Test
    void auxiliaryHeadsAddTheirShare() {
        SoftmaxRegression plain = new SoftmaxRegression(1);
        SoftmaxRegression headed = new SoftmaxRegression(1);
        Trainer.of(plain, LOSS, Sgd.rate(0.15)).withEpochs(1).train(data(20, 1));
        Trainer.of(headed, LOSS, Sgd.rate(0.1))
                .withEpochs(1)
                .withAuxiliary("head", 0.5)
                .train(data(20, 1));
        assertArrayEquals(
                plain.parameters().get("f.weight").value().data(),
                headed.parameters().get("f.weight").value().data(),
                1e-6f);
    }

    @Test
    void stopsWhenTheLossIsNoNumber() {
        SoftmaxRegression network = new SoftmaxRegression(1);
        network.parameters().get("f.bias").value().fill(Float.NaN);
        DivergedException diverged =
                assertThrows(DivergedException.class, () -> trainer(network).train(data(40, 1)));
        assertEquals(
                "Training stopped in epoch 1, batch 1 of 3, because the loss is not a number: the first parameter that "
                        + "is not finite is f.bias; try a learning rate below 0.500 or a limit on the gradient norm.",
                diverged.getMessage());
    }

    @Test
    void stopsWhenARateIsTooLarge() {
        DivergedException diverged = assertThrows(
                DivergedException.class,
                () -> Trainer.of(new SoftmaxRegression(1), new MeanSquaredError(), Sgd.rate(1e30))
                        .withEpochs(100)
                        .train(data(40, 1)));
        assertTrue(
                diverged.getMessage()
                        .matches(
                                "Training stopped in epoch \\d+, batch \\d of 2, because the loss is "
                                        + "(infinite|not a number): the first (parameter|gradient) that is not finite is (that of )?"
                                        + "f\\.weight; try a learning rate below 1\\.00e\\+30 or a limit on the gradient norm\\."),
                diverged.getMessage());
    }

    @Test
    void stopsAtImagesThatAreNoNumbers() {
        Tensor images = Tensor.zeros(1, 1, 2, 2).fill(Float.POSITIVE_INFINITY);
        Dataset bad = Dataset.of(images, new int[] {0}, List.of("a"));
        assertEquals(
                "Training stopped in epoch 1, batch 1 of 1, because the loss is not a number: the images hold values "
                        + "that are not finite; check the data.",
                assertThrows(
                                DivergedException.class,
                                () -> trainer(new SoftmaxRegression(1)).train(bad))
                        .getMessage());
    }

    @Test
    void aLimitOnTheGradientNormHoldsTheStepBack() {
        SoftmaxRegression network = new SoftmaxRegression(1);
        float[] before = network.parameters().get("f.bias").value().data().clone();
        Trainer.of(network, LOSS, Sgd.rate(1))
                .withEpochs(1)
                .withMaxGradientNorm(1e-3)
                .train(data(10, 1));
        double moved = 0;
        for (int i = 0; i < before.length; i++) {
            moved += Math.abs(
                    before[i] - network.parameters().get("f.bias").value().data()[i]);
        }
        assertTrue(moved < 2e-3, "moved " + moved);
    }

    @Test
    void refusesDataOfAnotherShape() {
        SoftmaxRegression network = new SoftmaxRegression(1);
        Dataset wide = Dataset.of(Tensor.zeros(1, 1, 2, 3), new int[1], List.of("a"));
        assertMessage(
                "SoftmaxRegression takes images of 1x2x2, but the dataset's are 1x2x3.",
                () -> trainer(network).train(wide));
        Dataset many = Dataset.of(Tensor.zeros(1, 1, 2, 2), new int[1], List.of("a", "b", "c", "d"));
        assertMessage(
                "SoftmaxRegression tells apart 3 classes, but the dataset has 4.",
                () -> Evaluation.of(network, many, LOSS, 4));
        assertMessage(
                "The batch must be at least 1, not 0.", () -> trainer(network).withBatch(0));
        assertMessage(
                "The number of epochs must be at least 1, not 0.",
                () -> trainer(network).withEpochs(0));
        assertMessage(
                "The largest norm must be above 0, not NaN.",
                () -> trainer(network).withMaxGradientNorm(Double.NaN));
    }

    @Test
    void datasetsAreDividedWithoutCopying() {
        Dataset data = data(30, 1);
        assertEquals(
                List.of(0, 1, 2, 0),
                IntStream.range(0, 4).map(data.first(4)::label).boxed().toList());
        assertEquals(30, data.first(99).size());
        List<Dataset> parts = data.split(0.2, 3);
        assertEquals(24, parts.get(0).size());
        int[] aside = new int[3];
        for (int i = 0; i < parts.get(1).size(); i++) {
            aside[parts.get(1).label(i)]++;
        }
        assertArrayEquals(new int[] {2, 2, 2}, aside);
        Dataset shuffled = data.shuffled(4);
        assertEquals(
                30,
                IntStream.range(0, 30)
                        .mapToObj(i -> Arrays.toString(shuffled.image(i).data()))
                        .distinct()
                        .count());
        assertMessage("The share must be above 0 and below 1, not 1.0.", () -> data.split(1, 0));
        assertMessage("At least 1 image must remain, not 0.", () -> data.first(0));
        assertMessage("A share of 0.01 of 30 images leaves one part empty.", () -> data.split(0.01, 0));
        assertMessage(
                "2 labels were given for 1 images.",
                () -> Dataset.of(Tensor.zeros(1, 1, 2, 2), new int[2], List.of("a")));
        assertMessage(
                "Label 0 is 1, but there are 1 class names.",
                () -> Dataset.of(Tensor.zeros(1, 1, 2, 2), new int[] {1}, List.of("a")));
    }

    private static void assertMessage(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
