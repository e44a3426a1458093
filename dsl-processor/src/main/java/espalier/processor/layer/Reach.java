package espalier.processor.layer;

import espalier.processor.op.Window;

/**
 * How much of its input one value of an operation sees.
 *
 * @param height rows
 * @param width columns
 * @param strideHeight rows from one value to the next; less than 1 where it upsamples
 * @param strideWidth columns from one value to the next
 * @param isWhole whether it sees all of the input; the numbers then mean nothing
 */
public record Reach(int height, int width, double strideHeight, double strideWidth, boolean isWhole) {

    /** One position. */
    public static final Reach POINT = new Reach(1, 1, 1, 1, false);

    /** Everything. */
    public static final Reach WHOLE = new Reach(1, 1, 1, 1, true);

    /** The window's. */
    public static Reach of(Window window) {
        return new Reach(window.reachHeight(), window.reachWidth(), window.strideHeight(), window.strideWidth(), false);
    }
}
