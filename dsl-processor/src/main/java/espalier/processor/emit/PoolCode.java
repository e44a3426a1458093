package espalier.processor.emit;

/**
 * What one way to pool does with one window, in one dialect. Bodies are templates of {@link KernelSource}, with the
 * placeholders of {@link ChannelBlocks}; the window's first cell is at {@code xAt} and {@code dxAt}.
 */
sealed interface PoolCode permits MaxPoolCode, AveragePoolCode {

    String adjective();

    String noun();

    /** What the class comment tells besides the formula. */
    String note();

    String forwardOfWhole();

    /** With {@code rows}, {@code columns} and, if {@link #needsShare()}, {@code share}. */
    String forwardOfClipped();

    String gradientComment();

    String backwardOfWhole();

    String backwardOfClipped();

    /** Whether the gradient depends on x and y. */
    boolean gradientNeedsValues();

    /** Whether clipped windows need one divided by the divisor. */
    boolean needsShare();

    default String clippedShareLine() {
        return needsShare() ? "float share = $clippedShare;\n" : "";
    }

    default String shareArgument() {
        return needsShare() ? ", share" : "";
    }

    default String shareParameter() {
        return needsShare() ? ", float share" : "";
    }

    /**
     * A loop over the channels, from {@code c} on: one at a time, or in the vector dialect a block. The latter ends with its
     * condition: where few channels are one block, {@code for} takes longer than what it repeats.
     */
    static String eachChannel(Dialect dialect, String body) {
        String indented = body.stripTrailing().replace("\n", "\n    ");
        return dialect == Dialect.VECTOR ? """
                int c = 0;
                do {
                    %s
                    c += LANES.length();
                } while (c < channels);
                """.formatted(indented) : """
                for (int c = 0; c < channels; c++) {
                    %s
                }
                """.formatted(indented);
    }
}
