package espalier.runtime.pass;

import espalier.runtime.Parameters;
import espalier.runtime.Workers;
import espalier.runtime.kernel.ConvolutionKernel;

/**
 * A batch whose images are divided among threads, each of which takes its images through all layers: of a small network a
 * layer is done in less time than several threads need to begin and end together. Used by one call at a time, and then by
 * another, so that nothing is allocated.
 */
final class BatchJob implements Workers.Task {

    /**
     * Parameters of a small network, 4 MB. Weights of larger ones are read less often layer by layer, by all images, and their
     * layers are long enough to be divided.
     */
    private static final long MOST_PARAMETERS = 1 << 20;

    /** So many parts for each thread that the last one to finish does not keep the others waiting for long. */
    private static final int PARTS_PER_THREAD = 4;

    private final GeneratedNetwork network;
    private float[] images;
    private float[] output;
    private int count;
    private int parts;

    BatchJob(GeneratedNetwork network) {
        this.network = network;
    }

    /** Whether a network is so small that its batches are divided, and not each of its layers. */
    static boolean isFor(Parameters parameters) {
        return parameters.count() <= MOST_PARAMETERS;
    }

    /** Together they fill more of a kernel's tiles, see {@link ConvolutionKernel#forwardImages}. */
    private static final int FEWEST_IMAGES = 2;

    /** Into how many parts a batch is divided: 1 if there are too few images to keep all threads busy to the end. */
    static int parts(int images, Workers workers) {
        int threads = workers.threads();
        boolean isWorthwhile = threads > 1 && images >= FEWEST_IMAGES * threads && !workers.isInTask();
        return isWorthwhile ? Math.min(images / FEWEST_IMAGES, PARTS_PER_THREAD * threads) : 1;
    }

    void run(Workers workers, float[] images, float[] output, int count, int parts) {
        this.images = images;
        this.output = output;
        this.count = count;
        this.parts = parts;
        try {
            workers.run(parts, this);
        } finally {
            this.images = null;
            this.output = null;
        }
    }

    @Override
    public void run(int part) {
        int first = (int) ((long) count * part / parts);
        int end = (int) ((long) count * (part + 1) / parts);
        network.predictPart(images, first, end - first, output);
    }
}
