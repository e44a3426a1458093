package espalier.benchmarks.contender;

/** A contender that has its network, weights, images and labels, and learns them again and again. */
public interface Training extends Work {

    /** Forward, loss, backward, and {@code weight -= RATE * gradient}. */
    @Override
    void run() throws Exception;

    /** The mean softmax cross-entropy of the last {@link #run}, before its step. */
    double loss() throws Exception;
}
