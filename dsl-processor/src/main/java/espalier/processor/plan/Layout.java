package espalier.processor.plan;

import espalier.processor.op.Padding;
import espalier.processor.op.Shape;

/**
 * Where the values of one image stand in its part of a {@code float[]}: channel-last, inside a border of zeros as wide
 * as the widest padding of its readers, so that no convolution tests for edges.
 *
 * <p>A vector kernel may store a whole vector at the last channels of a pixel and so write up to 15 values beyond them.
 * Where the next pixel stands there it is written later; at the end of a row with a border, and at the end of an image,
 * {@link #SLACK} values are left free for that, and the kernel that wrote a row clears the border that it ran into.
 */
public record Layout(Shape shape, Padding border) {

    /** Values left free, at least the lanes of the widest vector (512 bits) less one. */
    public static final int SLACK = 16;

    /** A layout without a border. */
    public static Layout of(Shape shape) {
        return new Layout(shape, Padding.NONE);
    }

    /** Whether there is nothing around the map. */
    public boolean hasNoBorder() {
        return border.equals(Padding.NONE);
    }

    /** Whether rows follow each other without a gap. */
    public boolean isContiguous() {
        return border.horizontal() == 0;
    }

    /** Values from one row to the next. */
    public int rowPitch() {
        int columns = border.left() + shape.width() + border.right();
        return Math.addExact(Math.multiplyExact(columns, shape.channels()), isContiguous() ? 0 : SLACK);
    }

    /** The first value of row 0, column 0, counted from the start of the image's part. */
    public int origin() {
        return border.top() * rowPitch() + border.left() * shape.channels();
    }

    /** Values from one image to the next. */
    public int imagePitch() {
        int rows = border.top() + shape.height() + border.bottom();
        return Math.addExact(Math.multiplyExact(rows, rowPitch()), SLACK);
    }
}
