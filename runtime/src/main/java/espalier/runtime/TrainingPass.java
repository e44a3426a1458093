package espalier.runtime;

/**
 * One thread's means to train a network: forward, a loss of the caller's, backward, gradients by name.
 *
 * <pre>{@code
 * pass.forward(images);                        // keeps every activation
 * loss.apply(pass.output(), labels, pass.outputGradient());
 * pass.backward();                             // fills gradients()
 * optimizer.step(network.parameters(), pass.gradients());
 * }</pre>
 *
 * <p>Not safe for use by several threads at once. Once each batch size has been seen, no call allocates on the heap.
 */
public interface TrainingPass {

    /** The network that is trained. */
    Network network();

    /**
     * Runs the network as in training: dropout drops, batch norm takes the batch's statistics and updates the running
     * ones.
     *
     * @param images N,C,H,W with N from 1 to the options' batch
     * @throws IllegalArgumentException if the shape is not the network's or the batch too large
     */
    void forward(Tensor images);

    /**
     * The same for a network that reads regions; its outputs behind the pooling have a row for each region. A detector's
     * head that tells each region's class, and by a further output {@code boxDeltas} moves its box, learns both by
     *
     * <pre>{@code
     * TrainingPass pass = network.training(TrainingOptions.batch(2).withRegions(128));
     * pass.forward(images, regions);
     * classLoss.apply(pass.output(), classes, pass.outputGradient());
     * boxLoss.apply(pass.output("boxDeltas"), deltas, pass.outputGradient("boxDeltas"));
     * pass.backward();
     * optimizer.step(network.parameters(), pass.gradients());
     * }</pre>
     *
     * @param regions boxes in these images, at most the options' number of them
     * @throws IllegalArgumentException also if there are too many regions, one names an image that is not there, or the
     *     network reads none
     */
    default void forward(Tensor images, Regions regions) {
        throw new IllegalArgumentException(network().name() + " reads no regions; call forward(images).");
    }

    /** The network's own output of the last {@link #forward}; overwritten by the next. */
    Tensor output();

    /** The named output of the last {@link #forward}; auxiliary ones are among them. */
    Tensor output(String name);

    /** What the caller fills between forward and backward: the loss's gradient with respect to {@link #output()}. */
    Tensor outputGradient();

    /** The same for the named output; zero unless filled. */
    Tensor outputGradient(String name);

    /**
     * Computes the gradients of the last {@link #forward}, replacing those before. Clears the output gradients.
     *
     * @throws IllegalStateException if no forward came before
     */
    void backward();

    /** The gradients of the trainable parameters, by the parameters' names. */
    Gradients gradients();

    /**
     * The gradient with respect to the images, N,C,H,W.
     *
     * @throws IllegalStateException if the options did not ask for it
     */
    Tensor inputGradient();
}
