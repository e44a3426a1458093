package espalier.runtime;

import espalier.runtime.graph.NetworkGraph;
import java.util.List;
import java.util.Map;

/**
 * A generated network with its weights. Safe to share: any number of threads may call {@code predict} at once, as long as
 * none changes the parameters meanwhile.
 *
 * <p>Tensors are float32; images are N,C,H,W and vectors N,units.
 */
public interface Network {

    /** The interface's name, such as {@code LeNet5}. */
    String name();

    /** C, H, W of one image. */
    List<Integer> inputShape();

    /** The names of the outputs at inference; the network's own output, which {@code predict} gives, is the last. */
    List<String> outputs();

    /**
     * The outputs that only training has, in the order of the layers, and what the loss of each is multiplied by: the heads
     * marked {@code @Auxiliary}.
     */
    default Map<String, Double> auxiliaryOutputs() {
        return Map.of();
    }

    /** The shape of one image's output, or auxiliary output: C, H, W or units. */
    List<Integer> outputShape(String output);

    /** The parameters and buffers, by name, in the order of the layers. */
    Parameters parameters();

    /** What the network consists of and costs, a layer a row. */
    Summary summary();

    /** The operations that it was generated from, wired, training-only ones among them. */
    NetworkGraph graph();

    /** Which kernels run: the vector dialect or the scalar one. */
    Dialect dialect();

    /** The pool that this network's work is divided over. */
    Workers workers();

    /**
     * This network at every size of input that it was generated for, that of {@link #inputShape()} first; the others have
     * the same parameters, but shapes, costs and a graph of their own. This one predicts and trains on images of any of
     * the sizes.
     */
    default List<Network> sizes() {
        return List.of(this);
    }

    /**
     * Predicts.
     *
     * @param images N,C,H,W
     * @return the last output, N,units or N,C,H,W
     * @throws IllegalArgumentException if the images' shape is not the network's
     */
    Tensor predict(Tensor images);

    /**
     * Predicts into a tensor of the caller's; once warmed up, nothing is allocated.
     *
     * @throws IllegalArgumentException if a shape is not the network's, or the batches differ
     */
    void predict(Tensor images, Tensor output);

    /** Predicts every output, in the order of {@link #outputs()}. */
    List<Tensor> predictAll(Tensor images);

    /**
     * Whether it reads regions besides the images, as a network with a {@code @RoiPool} does. It then predicts and trains
     * by the methods that take {@link Regions}, and only by these; what it computes behind the pooling has R rows, one for
     * each region, where otherwise it has N. The images are taken up all at once, the regions in turns.
     */
    default boolean takesRegions() {
        return false;
    }

    /**
     * Predicts, for a network that reads regions.
     *
     * @param images N,C,H,W
     * @param regions boxes in these images, in any order
     * @return the last output, R,units or R,C,H,W, in the order of the regions
     * @throws IllegalArgumentException if the images' shape is not the network's, a region names an image that is not
     *     there, or the network reads no regions
     */
    default Tensor predict(Tensor images, Regions regions) {
        throw new IllegalArgumentException(name() + " reads no regions; call predict(images).");
    }

    /**
     * Predicts into a tensor of the caller's, for a network that reads regions; once warmed up, nothing is allocated.
     *
     * @throws IllegalArgumentException as {@link #predict(Tensor, Regions)}, or if the output's shape does not fit
     */
    default void predict(Tensor images, Regions regions, Tensor output) {
        throw new IllegalArgumentException(name() + " reads no regions; call predict(images, output).");
    }

    /** Predicts every output, in the order of {@link #outputs()}, for a network that reads regions. */
    default List<Tensor> predictAll(Tensor images, Regions regions) {
        throw new IllegalArgumentException(name() + " reads no regions; call predictAll(images).");
    }

    /**
     * Predicts zeros, one image of {@link #inputShape()} at a time, until predictions have stopped becoming faster, so that
     * the JIT compiler has done its work before the first prediction that matters: a third of a second for a small
     * network, several seconds for a large one, 20 at most.
     */
    default void warmUp() {
        WarmUp.run(this);
    }

    /** Starts training: working memory for batches of up to {@code options.batch()} images, and their gradients. */
    TrainingPass training(TrainingOptions options);
}
