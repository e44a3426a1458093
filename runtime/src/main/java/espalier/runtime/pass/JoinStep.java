package espalier.runtime.pass;

import espalier.runtime.Workers;
import espalier.runtime.kernel.JoinKernel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A layer that joins two or more inputs and has no parameters. */
public final class JoinStep extends ImageStep {

    private final JoinKernel kernel;
    private final Activation[] x;
    /** Whether an input is one of those before it. */
    private final boolean[] isRepeated;

    /** See {@link Step#Step}; {@code x} in the order of the join's parameters. */
    public JoinStep(Workers workers, JoinKernel kernel, Activation y, long work, Activation... x) {
        super(workers, y, work);
        this.kernel = kernel;
        this.x = x.clone();
        this.isRepeated = new boolean[x.length];
        for (int input = 0; input < x.length; input++) {
            isRepeated[input] = Arrays.asList(x).indexOf(x[input]) < input;
        }
    }

    /** The inputs whose gradient is that of y, value by value at the same places. */
    List<Activation> inputsWithItsGradient() {
        return IntStream.range(0, x.length)
                .filter(input -> kernel.handsOnGradient(input)
                        && x[input].imagePitch == y().imagePitch
                        && Arrays.stream(x).filter(other -> other == x[input]).count() == 1)
                .mapToObj(input -> x[input])
                .toList();
    }

    @Override
    void forward(int image, int from, int to) {
        int yAt = y().at(image);
        kernel.forwardFirst(x[0].values, x[0].at(image), x[1].values, x[1].at(image), y().values, yAt, from, to);
        for (int input = 2; input < x.length; input++) {
            kernel.forward(input, x[input].values, x[input].at(image), y().values, yAt);
        }
    }

    @Override
    int parts() {
        return kernel.parts();
    }

    @Override
    void backwardImage(int image) {
        kernel.backwardActivation(y().values, y().at(image), y().gradient, y().at(image));
        for (int input = 0; input < x.length; input++) {
            if (x[input].gradient != null && x[input].gradient != y().gradient) {
                if (!isRepeated[input]) {
                    x[input].beginGradient(this, image, 1);
                }
                kernel.backward(input, y().gradient, y().at(image), x[input].gradient, x[input].at(image));
            }
        }
    }
}
