package espalier.runtime.train;

import espalier.runtime.Network;
import espalier.runtime.Tensor;
import espalier.runtime.loss.ClassificationLoss;
import java.util.ArrayList;
import java.util.List;

/**
 * How well a network does on a dataset.
 *
 * @param loss the mean over the images
 * @param confusion which class was taken for which
 */
public record Evaluation(double loss, ConfusionMatrix confusion) {

    /** The share of images whose class was predicted rightly, 0 to 1. */
    public double accuracy() {
        return confusion.accuracy();
    }

    /**
     * Predicts every image and compares.
     *
     * @param batch images at a time, at least 1
     * @throws IllegalArgumentException if the dataset's images or classes are not the network's, or it reads regions
     */
    public static Evaluation of(Network network, Dataset data, ClassificationLoss loss, int batch) {
        return new Evaluator(network, data, loss, batch).evaluate();
    }

    /** The working memory of repeated evaluations on one dataset. */
    static final class Evaluator {

        private final Network network;
        private final ClassificationLoss loss;
        private final Batches batches;
        private final List<String> classNames;
        private final Tensor fullOutput;
        private final Tensor lastOutput;

        Evaluator(Network network, Dataset data, ClassificationLoss loss, int batch) {
            if (batch < 1) {
                throw new IllegalArgumentException("The batch must be at least 1, not " + batch + ".");
            }
            this.network = Fit.at(network, data, loss);
            this.loss = loss;
            batches = new Batches(data, batch);
            classNames = new ArrayList<>(data.classNames());
            for (int i = data.classes(); i < Fit.classes(this.network, loss); i++) {
                classNames.add("class " + i);
            }
            fullOutput = output(batches.get(0).size());
            lastOutput = output(batches.get(batches.count() - 1).size());
        }

        private Tensor output(int batch) {
            String last = network.outputs().get(network.outputs().size() - 1);
            List<Integer> shape = network.outputShape(last);
            int[] whole = new int[shape.size() + 1];
            whole[0] = batch;
            for (int i = 0; i < shape.size(); i++) {
                whole[i + 1] = shape.get(i);
            }
            return Tensor.zeros(whole);
        }

        Evaluation evaluate() {
            long[][] counts = new long[classNames.size()][classNames.size()];
            double sum = 0;
            long images = 0;
            for (int i = 0; i < batches.count(); i++) {
                Batch batch = batches.get(i);
                Tensor output = i == batches.count() - 1 ? lastOutput : fullOutput;
                network.predict(batch.images(), output);
                sum += loss.value(output, batch.labels()) * batch.size();
                int units = output.size() / batch.size();
                for (int image = 0; image < batch.size(); image++) {
                    counts[batch.labels()[image]][loss.predicted(output.data(), image * units, units)]++;
                }
                images += batch.size();
            }
            return new Evaluation(sum / images, ConfusionMatrix.of(classNames, counts));
        }
    }
}
