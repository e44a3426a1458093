package espalier.runtime.train;

import espalier.runtime.Network;
import espalier.runtime.loss.ClassificationLoss;
import espalier.runtime.optim.Optimizer;
import espalier.runtime.optim.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Trains a classifier: epochs of shuffled batches, validated after each. How it is set up never changes; {@code with…}
 * gives a new trainer. The same seed gives the same bits in the weights, on any number of threads.
 *
 * <pre>{@code
 * History history = Trainer.of(network, new SoftmaxCrossEntropy(), Sgd.rate(0.05).withMomentum(0.9))
 *         .withBatch(64)
 *         .withEpochs(10)
 *         .withSchedule(Schedule.cosine())
 *         .withValidation(validation)
 *         .train(data);
 * }</pre>
 */
public final class Trainer {

    final Network network;
    final ClassificationLoss loss;
    final Optimizer optimizer;
    final Settings settings;

    /** What has a default. */
    record Settings(
            int batch,
            int epochs,
            long seed,
            boolean shuffled,
            Schedule schedule,
            double maxGradientNorm,
            Optional<Dataset> validation,
            Optional<Augmentation> augmentation,
            Map<String, Double> auxiliaryWeights,
            List<TrainingListener> listeners) {

        static final Settings DEFAULT = new Settings(
                32,
                10,
                0,
                true,
                Schedule.constant(),
                Double.POSITIVE_INFINITY,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of());
    }

    private Trainer(Network network, ClassificationLoss loss, Optimizer optimizer, Settings settings) {
        this.network = Objects.requireNonNull(network, "network");
        this.loss = Objects.requireNonNull(loss, "loss");
        this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
        this.settings = settings;
    }

    /** Batches of 32, 10 epochs, seed 0, shuffled, at the optimiser's own rate throughout, without validation. */
    public static Trainer of(Network network, ClassificationLoss loss, Optimizer optimizer) {
        return new Trainer(network, loss, optimizer, Settings.DEFAULT);
    }

    /** Images a step, at least 1; the last batch of an epoch holds what remains. */
    public Trainer withBatch(int batch) {
        atLeastOne("batch", batch);
        return with(new Settings(
                batch,
                settings.epochs,
                settings.seed,
                settings.shuffled,
                settings.schedule,
                settings.maxGradientNorm,
                settings.validation,
                settings.augmentation,
                settings.auxiliaryWeights,
                settings.listeners));
    }

    /** How often each image is seen, at least 1. */
    public Trainer withEpochs(int epochs) {
        atLeastOne("number of epochs", epochs);
        return with(new Settings(
                settings.batch,
                epochs,
                settings.seed,
                settings.shuffled,
                settings.schedule,
                settings.maxGradientNorm,
                settings.validation,
                settings.augmentation,
                settings.auxiliaryWeights,
                settings.listeners));
    }

    /** Decides the order of the images, what dropout drops, and how augmentation varies images. */
    public Trainer withSeed(long seed) {
        return with(new Settings(
                settings.batch,
                settings.epochs,
                seed,
                settings.shuffled,
                settings.schedule,
                settings.maxGradientNorm,
                settings.validation,
                settings.augmentation,
                settings.auxiliaryWeights,
                settings.listeners));
    }

    /** Whether each epoch goes through the images in an order of its own. */
    public Trainer withShuffle(boolean shuffled) {
        return with(new Settings(
                settings.batch,
                settings.epochs,
                settings.seed,
                shuffled,
                settings.schedule,
                settings.maxGradientNorm,
                settings.validation,
                settings.augmentation,
                settings.auxiliaryWeights,
                settings.listeners));
    }

    /** How the learning rate changes. */
    public Trainer withSchedule(Schedule schedule) {
        return with(new Settings(
                settings.batch,
                settings.epochs,
                settings.seed,
                settings.shuffled,
                Objects.requireNonNull(schedule, "schedule"),
                settings.maxGradientNorm,
                settings.validation,
                settings.augmentation,
                settings.auxiliaryWeights,
                settings.listeners));
    }

    /** Scales the gradients down whenever their norm over all parameters exceeds a limit above 0. */
    public Trainer withMaxGradientNorm(double norm) {
        if (!(norm > 0)) {
            throw new IllegalArgumentException("The largest norm must be above 0, not " + norm + ".");
        }
        return with(new Settings(
                settings.batch,
                settings.epochs,
                settings.seed,
                settings.shuffled,
                settings.schedule,
                norm,
                settings.validation,
                settings.augmentation,
                settings.auxiliaryWeights,
                settings.listeners));
    }

    /** Images on which the network is measured after each epoch; it never learns from them. */
    public Trainer withValidation(Dataset validation) {
        return with(new Settings(
                settings.batch,
                settings.epochs,
                settings.seed,
                settings.shuffled,
                settings.schedule,
                settings.maxGradientNorm,
                Optional.of(validation),
                settings.augmentation,
                settings.auxiliaryWeights,
                settings.listeners));
    }

    /** Varies the training images. */
    public Trainer withAugmentation(Augmentation augmentation) {
        return with(new Settings(
                settings.batch,
                settings.epochs,
                settings.seed,
                settings.shuffled,
                settings.schedule,
                settings.maxGradientNorm,
                settings.validation,
                Optional.of(augmentation),
                settings.auxiliaryWeights,
                settings.listeners));
    }

    /** Adds the loss of a further output, times a weight, to what is minimised, as GoogLeNet does with its heads. */
    public Trainer withAuxiliary(String output, double weight) {
        Map<String, Double> weights = new LinkedHashMap<>(settings.auxiliaryWeights);
        weights.put(output, weight);
        return with(new Settings(
                settings.batch,
                settings.epochs,
                settings.seed,
                settings.shuffled,
                settings.schedule,
                settings.maxGradientNorm,
                settings.validation,
                settings.augmentation,
                weights,
                settings.listeners));
    }

    /** One more listener. */
    public Trainer withListener(TrainingListener listener) {
        List<TrainingListener> all = new ArrayList<>(settings.listeners);
        all.add(Objects.requireNonNull(listener, "listener"));
        return with(new Settings(
                settings.batch,
                settings.epochs,
                settings.seed,
                settings.shuffled,
                settings.schedule,
                settings.maxGradientNorm,
                settings.validation,
                settings.augmentation,
                settings.auxiliaryWeights,
                all));
    }

    /**
     * Trains, changing the network's parameters.
     *
     * @throws IllegalArgumentException if a dataset's images or classes are not the network's
     * @throws DivergedException if the loss becomes infinite or not a number
     */
    public History train(Dataset data) {
        return new Training(this, data).run();
    }

    private Trainer with(Settings changed) {
        return new Trainer(network, loss, optimizer, changed);
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("The " + what + " must be at least 1, not " + value + ".");
        }
    }
}
