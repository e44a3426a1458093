package espalier.processor.plan;

/**
 * A kernel with the name of the class that is written for it.
 *
 * @param name without the dialect, such as {@code LeNet5Conv5x5Of6x14x14To16}
 * @param layers methods of the network that use it, for the header comment, such as {@code c3}; of many the first
 */
public record KernelClass(String name, String layers, Kernel kernel) {

    /** The first layer that uses it. */
    public String firstLayer() {
        return layers.split(",", 2)[0];
    }
}
