package espalier.benchmarks.contender;

/** A contender that has its network, weights and images, and predicts them again and again. */
public interface Inference extends Work {

    /** Predicts the batch; what it makes stays until the next call. */
    @Override
    void run() throws Exception;

    /** What the last {@link #run} made, image after image. */
    float[] output() throws Exception;
}
