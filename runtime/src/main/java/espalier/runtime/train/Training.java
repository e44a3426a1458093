package espalier.runtime.train;

import espalier.runtime.Network;
import espalier.runtime.Parameter;
import espalier.runtime.RandomStream;
import espalier.runtime.Tensor;
import espalier.runtime.TrainingOptions;
import espalier.runtime.TrainingPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** One training as it runs. */
final class Training {

    private final Trainer trainer;
    private final Settings settings;
    private final Network network;
    private final Dataset data;
    private final Batches batches;
    private final TrainingPass pass;
    private final String[] auxiliaries;
    private final double[] auxiliaryWeights;
    private final int[] imageShape;

    private long step;
    private double learningRate;

    Training(Trainer trainer, Dataset data) {
        this.trainer = trainer;
        this.data = data;
        settings = trainer.settings;
        network = Fit.at(trainer.network, data, trainer.loss);
        auxiliaries = settings.auxiliaryWeights.keySet().stream()
                .filter(output -> settings.auxiliaryWeights.get(output) > 0)
                .toArray(String[]::new);
        auxiliaryWeights = Arrays.stream(auxiliaries)
                .mapToDouble(settings.auxiliaryWeights::get)
                .toArray();
        for (String auxiliary : auxiliaries) {
            Fit.checkClasses(network, auxiliary, data, trainer.loss);
        }
        imageShape = chw(data);
        batches = new Batches(data, settings.batch);
        pass = network.training(
                TrainingOptions.batch(Math.min(settings.batch, data.size())).withSeed(settings.seed));
    }

    private static int[] chw(Dataset data) {
        List<Integer> shape = data.imageShape();
        return shape.size() == 3
                ? new int[] {shape.get(0), shape.get(1), shape.get(2)}
                : new int[] {1, 1, shape.get(0)};
    }

    History run() {
        Evaluation.Evaluator validator = settings.validation
                .map(validation -> new Evaluation.Evaluator(network, validation, trainer.loss, settings.batch))
                .orElse(null);
        List<History.Epoch> epochs = new ArrayList<>();
        boolean goOn = true;
        for (int epoch = 1; epoch <= settings.epochs && goOn; epoch++) {
            History.Epoch done = epoch(epoch, validator);
            epochs.add(done);
            // Every listener hears of the epoch, even if one before it wants to end.
            for (TrainingListener listener : settings.listeners) {
                goOn &= listener.epochDone(done);
            }
        }
        History history = new History(epochs);
        settings.listeners.forEach(listener -> listener.trainingDone(history));
        return history;
    }

    private History.Epoch epoch(int epoch, Evaluation.Evaluator validator) {
        long start = System.nanoTime();
        if (settings.shuffled) {
            Dataset.shuffle(batches.order(), new RandomStream(settings.seed, "epoch " + epoch));
        }
        RandomStream variation = new RandomStream(settings.seed, "augmentation " + epoch);
        double lossSum = 0;
        long correct = 0;
        for (int i = 0; i < batches.count(); i++) {
            Batch batch = batches.get(i);
            vary(batch, variation);
            double loss = step(batch, epoch, i + 1);
            lossSum += loss * batch.size();
            correct += correct(batch);
            for (int listener = 0; listener < settings.listeners.size(); listener++) {
                settings.listeners.get(listener).batchDone(epoch, i + 1, batches.count(), loss);
            }
        }
        OptionalDouble validationLoss = OptionalDouble.empty();
        OptionalDouble validationAccuracy = OptionalDouble.empty();
        if (validator != null) {
            Evaluation evaluation = validator.evaluate();
            validationLoss = OptionalDouble.of(evaluation.loss());
            validationAccuracy = OptionalDouble.of(evaluation.accuracy());
        }
        return new History.Epoch(
                epoch,
                learningRate,
                lossSum / data.size(),
                correct / (double) data.size(),
                validationLoss,
                validationAccuracy,
                (System.nanoTime() - start) * 1e-9);
    }

    private void vary(Batch batch, RandomStream random) {
        if (settings.augmentation.isEmpty()) {
            return;
        }
        Augmentation augmentation = settings.augmentation.get();
        int size = imageShape[0] * imageShape[1] * imageShape[2];
        for (int image = 0; image < batch.size(); image++) {
            augmentation.apply(
                    batch.images().data(), image * size, imageShape[0], imageShape[1], imageShape[2], random);
        }
    }

    private double step(Batch batch, int epoch, int number) {
        pass.forward(batch.images());
        double loss = trainer.loss.apply(pass.output(), batch.labels(), pass.outputGradient());
        double total = loss;
        for (int i = 0; i < auxiliaries.length; i++) {
            total += auxiliaryWeights[i] * auxiliaryLoss(auxiliaries[i], (float) auxiliaryWeights[i], batch);
        }
        learningRate =
                trainer.optimizer.learningRate() * settings.schedule.factor(step++, batches.count(), settings.epochs);
        if (!Double.isFinite(total)) {
            throw diverged(batch, total, epoch, number);
        }
        pass.backward();
        if (settings.maxGradientNorm < Double.POSITIVE_INFINITY) {
            pass.gradients().clipNorm(settings.maxGradientNorm);
        }
        trainer.optimizer.step(network.parameters(), pass.gradients(), learningRate);
        return loss;
    }

    private double auxiliaryLoss(String output, float weight, Batch batch) {
        Tensor gradient = pass.outputGradient(output);
        double loss = trainer.loss.apply(pass.output(output), batch.labels(), gradient);
        float[] values = gradient.data();
        for (int i = 0; i < values.length; i++) {
            values[i] *= weight;
        }
        return loss;
    }

    private long correct(Batch batch) {
        Tensor output = pass.output();
        int units = output.size() / batch.size();
        long correct = 0;
        for (int image = 0; image < batch.size(); image++) {
            int predicted = trainer.loss.predicted(output.data(), image * units, units);
            correct += predicted == batch.labels()[image] ? 1 : 0;
        }
        return correct;
    }

    private DivergedException diverged(Batch batch, double loss, int epoch, int number) {
        String where = "Training stopped in epoch " + epoch + ", batch " + number + " of " + batches.count()
                + ", because the loss is " + (Double.isNaN(loss) ? "not a number" : "infinite") + ": ";
        if (!isFinite(batch.images())) {
            return new DivergedException(where + "the images hold values that are not finite; check the data.");
        }
        return new DivergedException(where
                + culprit()
                + String.format(
                        Locale.ROOT,
                        "; try a learning rate below %.3g or a limit on the gradient norm.",
                        learningRate));
    }

    private String culprit() {
        for (Parameter parameter : network.parameters().list()) {
            if (!isFinite(parameter.value())) {
                return "the first parameter that is not finite is " + parameter.name();
            }
        }
        pass.backward();
        return pass.gradients()
                .firstNotFinite()
                .map(name -> "the first gradient that is not finite is that of " + name)
                .orElse("parameters and gradients are finite, but the outputs have become too large");
    }

    private static boolean isFinite(Tensor tensor) {
        for (float value : tensor.data()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
