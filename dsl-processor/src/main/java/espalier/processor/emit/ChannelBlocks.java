package espalier.processor.emit;

/**
 * Channels in blocks of a vector, for the vector dialect of kernels that go from pixel to pixel.
 *
 * <p>The last block may reach over the last channel into the next pixel. A kernel that overwrites takes the pixels of a
 * row in ascending order and for each row the blocks in descending order, so that right values come last, and clears what
 * the last pixel's ran into, be it border, slack or a row that is still to come; a kernel that adds sets the lanes beyond the
 * last channel to zero.
 */
final class ChannelBlocks {

    /** What a class comment tells about the last block, a paragraph. */
    private static final String NOTE = """


            <p>The lanes of the last block of channels may reach into the next pixel. Blocks are therefore written from the
            last to the first, pixels from the first to the last, and what is added beyond the last channel is zero.""";

    private ChannelBlocks() {}

    /**
     * Gives {@code source} the placeholders {@code $upwards} and {@code $downwards}, the begin of loops over the blocks at
     * {@code c}; {@code $beyond}, which declares a mask of the lanes beyond the last channel of the block at {@code c}; and
     * {@code $kept}, which appended to a vector sets those lanes to zero.
     */
    static void into(KernelSource source) {
        source.with("upwards", "for (int c = 0; c < channels; c += LANES.length()) {")
                .with("downwards", "for (int c = LANES.loopBound(channels - 1); c >= 0; c -= LANES.length()) {")
                .with("beyond", "VectorMask<Float> beyond = Lanes.from(channels - c);")
                .with("kept", ".blend(0f, beyond)");
    }

    /** Clears y from {@code end} on, the end of a row. */
    static String clear(String end) {
        return "// what the row's last channels have run into\nFloatVector.zero(LANES).intoArray(y, " + end + ");";
    }

    /** The class comment's paragraph about blocks; empty in the scalar dialect. */
    static String note(Dialect dialect) {
        return dialect == Dialect.SCALAR ? "" : NOTE;
    }
}
