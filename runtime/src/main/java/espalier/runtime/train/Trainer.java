package espalier.runtime.train;

import espalier.runtime.Network;
import espalier.runtime.loss.ClassificationLoss;
import espalier.runtime.optim.Optimizer;
import espalier.runtime.optim.Schedule;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

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
 *
 * <p>A network that reads regions has more to learn than a label an image; it is trained step by step, as
 * {@link espalier.runtime.TrainingPass#forward(espalier.runtime.Tensor, espalier.runtime.Regions)} shows.
 */
public final class Trainer {

    final Network network;
    final ClassificationLoss loss;
    final Optimizer optimizer;
    final Settings settings;

    private Trainer(Network network, ClassificationLoss loss, Optimizer optimizer, Settings settings) {
        this.network = Objects.requireNonNull(network, "network");
        this.loss = Objects.requireNonNull(loss, "loss");
        this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
        this.settings = settings;
    }

    /**
     * Batches of 32, 10 epochs, seed 0, shuffled, at the optimiser's own rate throughout, without validation.
     *
     * @throws IllegalArgumentException if the network reads regions
     */
    public static Trainer of(Network network, ClassificationLoss loss, Optimizer optimizer) {
        Fit.requireNoRegions(network);
        Settings settings = new Settings();
        settings.auxiliaryWeights.putAll(network.auxiliaryOutputs());
        return new Trainer(network, loss, optimizer, settings);
    }

    /** Images a step, at least 1; the last batch of an epoch holds what remains. */
    public Trainer withBatch(int batch) {
        atLeastOne("batch", batch);
        return with(changed -> changed.batch = batch);
    }

    /** How often each image is seen, at least 1. */
    public Trainer withEpochs(int epochs) {
        atLeastOne("number of epochs", epochs);
        return with(changed -> changed.epochs = epochs);
    }

    /** Decides the order of the images, what dropout drops, and how augmentation varies images. */
    public Trainer withSeed(long seed) {
        return with(changed -> changed.seed = seed);
    }

    /** Whether each epoch goes through the images in an order of its own. */
    public Trainer withShuffle(boolean shuffled) {
        return with(changed -> changed.shuffled = shuffled);
    }

    /** How the learning rate changes. */
    public Trainer withSchedule(Schedule schedule) {
        Objects.requireNonNull(schedule, "schedule");
        return with(changed -> changed.schedule = schedule);
    }

    /** Scales the gradients down whenever their norm over all parameters exceeds a limit above 0. */
    public Trainer withMaxGradientNorm(double norm) {
        if (!(norm > 0)) {
            throw new IllegalArgumentException("The largest norm must be above 0, not " + norm + ".");
        }
        return with(changed -> changed.maxGradientNorm = norm);
    }

    /** Images on which the network is measured after each epoch; it never learns from them. */
    public Trainer withValidation(Dataset validation) {
        return with(changed -> changed.validation = Optional.of(validation));
    }

    /** Varies the training images. */
    public Trainer withAugmentation(Augmentation augmentation) {
        return with(changed -> changed.augmentation = Optional.of(augmentation));
    }

    /**
     * Adds the loss of a further output, times a weight, to what is minimised, as GoogLeNet does with its heads. The
     * history holds the loss of the network's own output alone, so that it compares with the validation's. The network's
     * own {@link Network#auxiliaryOutputs} need not be named, unless they are to have another weight; 0 leaves one out.
     *
     * @param weight at least 0
     * @throws IllegalArgumentException if the network has no such output, or the weight is negative or not finite
     */
    public Trainer withAuxiliary(String output, double weight) {
        network.outputShape(output);
        if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "The weight of " + output + " must be finite and at least 0, not " + weight + ".");
        }
        return with(changed -> changed.auxiliaryWeights.put(output, weight));
    }

    /** One more listener. */
    public Trainer withListener(TrainingListener listener) {
        Objects.requireNonNull(listener, "listener");
        return with(changed -> changed.listeners.add(listener));
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

    private Trainer with(Consumer<Settings> change) {
        Settings changed = settings.copy();
        change.accept(changed);
        return new Trainer(network, loss, optimizer, changed);
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("The " + what + " must be at least 1, not " + value + ".");
        }
    }
}
