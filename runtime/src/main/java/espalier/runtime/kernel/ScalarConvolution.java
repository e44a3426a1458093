package espalier.runtime.kernel;

/**
 * What generated convolutions of the scalar dialect have in common: all but their three passes, which are nests of loops
 * around {@link RowSums}. Thread-safe; calls at the same time need their own scratch memory.
 */
public abstract class ScalarConvolution implements ConvolutionKernel {

    private final ConvolutionPacking packing;
    private final int rows;
    private final Rectifier rectifier;

    /**
     * @param rows of the output
     * @param rectifier the activation; a class with another one overrides {@link #activate} and {@link #throughActivation}
     */
    protected ScalarConvolution(ConvolutionPacking packing, int rows, Rectifier rectifier) {
        this.packing = packing;
        this.rows = rows;
        this.rectifier = rectifier;
    }

    @Override
    public final WeightPacking packing() {
        return packing;
    }

    @Override
    public final int rows() {
        return rows;
    }

    @Override
    public final int scratch(int images) {
        return RowSums.SIZE;
    }

    /** Applies the activation to {@code count} sums, in place. */
    protected void activate(float[] y, int at, int count) {
        if (rectifier == Rectifier.NONE) {
            return;
        }
        float lowest = rectifier.lowest();
        float highest = rectifier.highest();
        for (int t = at; t < at + count; t++) {
            y[t] = Math.min(Math.max(y[t], lowest), highest);
        }
    }

    /** Multiplies {@code count} gradients by the activation's derivative, computed from its results y, in place. */
    protected void throughActivation(float[] y, int yAt, float[] dy, int dyAt, int count) {
        if (rectifier == Rectifier.NONE) {
            return;
        }
        float lowest = rectifier.lowest();
        float highest = rectifier.highest();
        for (int t = 0; t < count; t++) {
            float v = y[yAt + t];
            dy[dyAt + t] = v <= lowest || v >= highest ? 0f : dy[dyAt + t];
        }
    }
}
