package espalier.processor.emit;

import espalier.processor.plan.Layout;

/**
 * Channels in blocks of a vector, for the vector dialect of kernels that go from pixel to pixel.
 *
 * <p>The last block may reach over the last channel into the next pixel. A kernel that overwrites takes the pixels of a
 * row in ascending order and for each row the blocks in descending order, so that right values come last, and clears what
 * ran into a border; a kernel that adds sets the lanes beyond the last channel to zero.
 */
record ChannelBlocks(int channels) {

    /** Whether every block is full, whatever the lanes. */
    boolean areFull() {
        return channels % Runs.WIDEST_VECTOR == 0;
    }

    /** The first channel of the last block, an expression. */
    String last() {
        return areFull() ? channels + " - LANES.length()" : (channels - 1) + " / LANES.length() * LANES.length()";
    }

    /**
     * Gives {@code source} the constant {@code LAST_BLOCK} and the placeholders {@code $C}, {@code $beyond}, which
     * declares a mask of the lanes beyond the last channel of the block at {@code c}, and {@code $kept}, which appended
     * to a vector sets those lanes to zero. Where every block is full the latter two are empty. Gives those of
     * {@link #clearing}, too.
     */
    void into(KernelSource source, Layout y) {
        clearing(source, y);
        source.with("C", channels).with("beyond", beyond()).with("kept", kept());
        if (source.isVector()) {
            source.constant("LAST_BLOCK", last());
        }
    }

    /** What a class comment tells about the last block, a paragraph; empty where every block is full. */
    String note(Dialect dialect) {
        return dialect == Dialect.SCALAR || areFull() ? "" : """


                <p>The lanes of the last block of channels may reach into the next pixel. Blocks are therefore written from the
                last to the first, pixels from the first to the last, and what is added beyond the last channel is zero.""";
    }

    /** The declaration of the mask, see {@link #into}. */
    String beyond() {
        return areFull() ? "" : "VectorMask<Float> beyond = Lanes.from(" + channels + " - c);";
    }

    /** What sets the masked lanes to zero, see {@link #into}. */
    String kept() {
        return areFull() ? "" : ".blend(0f, beyond)";
    }

    /**
     * Gives {@code source} the placeholders {@code $clearRowEnd} and {@code $clearEnd}: statements that clear the border
     * beyond row {@code i}, and beyond the last row; empty where there is no border to run into.
     */
    void clearing(KernelSource source, Layout y) {
        boolean runsOver = source.isVector() && !areFull();
        boolean afterEachRow = !y.isContiguous() && y.shape().height() > 1;
        int rowEnd = y.origin() + y.shape().width() * channels;
        int end = rowEnd + (y.shape().height() - 1) * y.rowPitch();
        source.with(
                        "clearRowEnd",
                        runsOver && afterEachRow ? clear(KernelSource.at("yAt", rowEnd, "i", y.rowPitch())) : "")
                .with(
                        "clearEnd",
                        runsOver && !afterEachRow && !y.hasNoBorder() ? clear(KernelSource.at("yAt", end)) : "");
    }

    private static String clear(String at) {
        return "FloatVector.zero(LANES).intoArray(y, " + at + "); // the border, into which the last channels ran";
    }
}
