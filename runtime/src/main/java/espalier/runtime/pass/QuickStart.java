package espalier.runtime.pass;

/**
 * A network of scalar kernels that predicts in another's place until that one is warm. Warming up begins with the second
 * prediction, in a daemon thread, so that a process that predicts once does not share its processor with it. Thread-safe.
 */
final class QuickStart {

    private final GeneratedNetwork network;
    private final Thread warming;
    private boolean hasPredicted;
    private boolean hasBegun;

    /**
     * @param network of scalar kernels
     * @param warmUp predicts on the other network
     * @param end is called when the other network is warm, or could not be warmed up
     */
    QuickStart(GeneratedNetwork network, Runnable warmUp, Runnable end) {
        this.network = network;
        this.warming = new Thread(() -> warm(warmUp, end), "espalier-warm-up");
        warming.setDaemon(true);
    }

    private static void warm(Runnable warmUp, Runnable end) {
        try {
            warmUp.run();
        } finally {
            end.run();
        }
    }

    /** The network for a prediction that comes now. */
    synchronized GeneratedNetwork network() {
        if (hasPredicted && !hasBegun) {
            hasBegun = true;
            warming.start();
        }
        hasPredicted = true;
        return network;
    }

    /** Whether it is this thread that warms up the other network. */
    boolean isWarmingUp() {
        return Thread.currentThread() == warming;
    }
}
