package espalier.processor.plan;

/**
 * A kernel as a program uses it: its class, and the sizes that this is made with.
 *
 * @param name unique in the network, such as {@code conv5x5Of6x14x14To16} or {@code batchNormReluOf64x56x56}
 * @param kernel with its own sizes
 */
public record KernelInstance(String name, Kernel kernel, KernelClass type) {}
