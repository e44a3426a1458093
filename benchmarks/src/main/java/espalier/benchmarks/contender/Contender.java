package espalier.benchmarks.contender;

/**
 * A library that runs networks. A class of this kind has a public constructor without arguments and is used once, in a
 * process of its own, so that nothing is closed.
 */
public interface Contender {

    /** What runs, with its version. */
    String version() throws Exception;

    /**
     * Gets ready to predict.
     *
     * @throws UnsupportedTaskException if the contender has no such network or does not predict
     */
    Inference inference(Setting setting) throws Exception;

    /** Gets ready to predict once in a process that ends then. */
    default Inference firstPrediction(Setting setting) throws Exception {
        return inference(setting);
    }

    /**
     * Gets ready to train.
     *
     * @throws UnsupportedTaskException if the contender has no such network or does not train
     */
    Training training(Setting setting) throws Exception;
}
