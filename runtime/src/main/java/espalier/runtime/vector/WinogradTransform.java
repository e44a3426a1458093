package espalier.runtime.vector;

/**
 * The transforms of Winograd's minimal filtering F(m x m, 3 x 3) (Lavin and Gray 2016, "Fast algorithms for convolutional
 * neural networks", section 4): {@code Y = A' [(G g G') . (B' d B)] A}, for tiles of m x m outputs from (m+2) x (m+2) inputs.
 * A two-dimensional transform is one-dimensional transforms of the columns, then of the rows. Pure and thread-safe.
 */
abstract class WinogradTransform {

    /** Outputs of a tile in one direction, m. */
    final int outputs;

    /** Inputs of a tile in one direction, m + 2. */
    final int inputs;

    WinogradTransform(int outputs) {
        this.outputs = outputs;
        this.inputs = outputs + 2;
    }

    /** F(2x2), with 2.25 times fewer multiplications; exact to 7e-7 of the largest value. */
    static WinogradTransform of2x2() {
        return new Winograd2x2();
    }

    /** F(4x4), with 4 times fewer multiplications; exact to 8e-6 of the largest value. */
    static WinogradTransform of4x4() {
        return new Winograd4x4();
    }

    /**
     * {@code B' d B} for a patch of inputs x inputs vectors. Both transforms are written out, a row or two at a time, whose values
     * stay in registers between the columns' transform and the rows': for a loop over six lines C2 sets up three, and values
     * put down in memory between the two transforms took a fifth longer.
     *
     * @param x the patch's first vector stands at {@code at}, others {@code rowPitch} and {@code columnPitch} apart
     * @param to results stand at {@code toAt} and {@code pitch} apart, row after row
     */
    abstract void input(float[] x, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch);

    /**
     * {@code y = f(init + A' d A)} for inputs x inputs vectors of d, where {@code f(s) = min(max(s, lowest), highest)}.
     *
     * @param d the first vector stands at {@code at}, others {@code pitch} apart, row after row
     * @param init what is added to the outputs x outputs results, in rows {@code initRow} and columns {@code initColumn} apart
     * @param y where the results go, in rows {@code rowPitch} and columns {@code columnPitch} apart
     */
    abstract void output(
            float[] d,
            int at,
            int pitch,
            float[] init,
            int initAt,
            int initRow,
            int initColumn,
            float[] y,
            int yAt,
            int rowPitch,
            int columnPitch,
            float lowest,
            float highest);

    /**
     * {@code A dy A'} for outputs x outputs vectors of dy, the gradient of what {@link #output} transforms.
     *
     * @param dy in rows {@code rowPitch} and columns {@code columnPitch} apart
     * @param to results stand at {@code toAt} and {@code pitch} apart, row after row
     */
    abstract void outputGradient(float[] dy, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch);

    /** {@code G d} for three vectors of d, {@code step} apart, to {@code inputs} vectors in the same places and beyond. */
    abstract void weights(float[] d, int at, int step);

    /** {@code G' d} for {@code inputs} vectors of d, {@code step} apart, to the first three places. */
    abstract void weightGradient(float[] d, int at, int step);
}
