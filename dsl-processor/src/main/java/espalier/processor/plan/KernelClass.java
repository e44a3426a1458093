package espalier.processor.plan;

/**
 * A class that is written for all kernels of a form.
 *
 * @param name without the dialect, such as {@code LeNet5Conv5x5Of6x14x14To16} or {@code LeNet5BatchNorm}
 * @param layers methods of the network that use it, for the header comment, such as {@code c3}; of many the first
 * @param kernel the first of them, with backward if any needs it
 * @param share of the network's multiply-adds that they do, from 0 to 1
 */
public record KernelClass(String name, String layers, Kernel kernel, double share) {

    /** From here on a kernel is worth a class of its own for a kind of machine; below, gain and size are out of proportion. */
    private static final double WORTH_A_FORM = 0.01;

    /** Whether it does enough of the network's work to be written once more for one kind of machine. */
    public boolean isWorthAForm() {
        return share >= WORTH_A_FORM;
    }

    /** The first layer that uses it. */
    public String firstLayer() {
        return layers.split(",", 2)[0];
    }
}
