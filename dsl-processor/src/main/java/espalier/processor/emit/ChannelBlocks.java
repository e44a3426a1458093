package espalier.processor.emit;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Channels in blocks of a vector, for the vector dialect of kernels that go from pixel to pixel: four blocks at once as far
 * as there are four, since neighbours in memory are read faster than what lies apart, then one at a time.
 *
 * <p>The last block may reach over the last channel into the next pixel. A kernel that overwrites takes the pixels of a
 * row in ascending order and, if it takes a whole row block by block, the blocks in descending order, so that right values
 * come last; it clears what the last pixel's ran into, be it border, slack or a row that is still to come. A kernel that adds
 * sets the lanes beyond the last channel to zero.
 */
final class ChannelBlocks {

    /** What a class comment tells about the last block, a paragraph. */
    private static final String NOTE = """


            <p>The last block of channels may reach into the next pixel, which is written later; what is added there is zero.""";

    private static final int AT_ONCE = 4;

    private ChannelBlocks() {}

    /**
     * Gives {@code source} the placeholders {@code $upwards} and {@code $downwards}, the begin of loops over the blocks at
     * {@code c}; {@code $beyond}, which declares a mask of the lanes beyond the last channel of the block at {@code c}; and
     * {@code $kept}, which appended to a vector sets those lanes to zero.
     */
    static void into(KernelSource source) {
        source.with("upwards", "for (int c = 0; c < channels; c += LANES.length()) {")
                .with("downwards", "for (int c = LANES.loopBound(channels - 1); c >= 0; c -= LANES.length()) {")
                .with(
                        "beyond",
                        "VectorMask<Float> beyond = Lanes.NUMBERS.compare(VectorOperators.GE, (float) (channels - c));")
                .with("kept", ".blend(0f, beyond)");
    }

    /** As {@link #into}, for {@link #helpers} of four blocks and of one. */
    static void inFours(KernelSource source) {
        into(source);
        source.constant("FOUR_BLOCKS", AT_ONCE + " * LANES.length()");
    }

    /** As {@link #inFours}, for {@link #rowHelpers}. */
    static void inFoursOfRows(KernelSource source) {
        inFours(source);
        source.intHelper(
                        "wide",
                        "",
                        "Channels of a pixel, or of as many neighbours as fill four blocks, if such make up a row.",
                        """
                        boolean fill = FOUR_BLOCKS % channels == 0 && channels % LANES.length() == 0;
                        return fill && width * channels % FOUR_BLOCKS == 0 ? FOUR_BLOCKS : channels;
                        """)
                .intHelper(
                        "behind",
                        "int c",
                        "The channels of the block behind one, in the same pixel or the next.",
                        "return c + LANES.length() == channels ? 0 : c + LANES.length();\n");
    }

    /** Calls the {@link #helpers} of a name from the first channel to the last, {@code c}. */
    static String upwards(String name, String arguments) {
        return upwards("channels", name, arguments);
    }

    /** Calls the {@link #rowHelpers} of a name so. */
    static String rowUpwards(String name, String arguments) {
        return upwards("wide()", name, arguments);
    }

    private static String upwards(String end, String name, String arguments) {
        return """
                int c = 0;
                for (; c <= %4$s - FOUR_BLOCKS; c += FOUR_BLOCKS) {
                    %1$sOf4(%3$s);
                }
                for (; c < channels; c += LANES.length()) {
                    %1$s(%2$s);
                }
                """.formatted(name, arguments, without(arguments, ", c"), end);
    }

    /** Calls the {@link #helpers} of a name from the last channel to the first, {@code c}. */
    static String downwards(String name, String arguments) {
        return downwards("channels", name, arguments);
    }

    /** Calls the {@link #rowHelpers} of a name so. */
    static String rowDownwards(String name, String arguments) {
        return downwards("wide()", name, arguments);
    }

    private static String downwards(String end, String name, String arguments) {
        return """
                int inFours = %4$s / FOUR_BLOCKS * FOUR_BLOCKS;
                for (int c = LANES.loopBound(channels - 1); c >= inFours; c -= LANES.length()) {
                    %1$s(%2$s);
                }
                for (int c = inFours - FOUR_BLOCKS; c >= 0; c -= FOUR_BLOCKS) {
                    %1$sOf4(%3$s);
                }
                """.formatted(name, arguments, without(arguments, ", c"), end);
    }

    /**
     * As {@link #helpers}, where four blocks may be those of several pixels, so that narrow maps have four sums that do not
     * wait for each other, too. In the body, which has a parameter {@code c} that is not the last one, {@code c#} are a
     * block's channels, {@code $pixel} is the distance from what is gone through at once to what comes next in a row, and
     * {@code $pixels} how often.
     */
    static void rowHelpers(KernelSource source, String name, String parameters, String comment, String body) {
        String ofOne = body.replace("$pixels", "width").replace("$pixel", "channels");
        String ofFour = """
                int c0 = c;
                int c1 = behind(c0);
                int c2 = behind(c1);
                int c3 = behind(c2);
                int wide = wide();
                int pixels = width * channels / wide;
                """ + body.replace("$pixels", "pixels").replace("$pixel", "wide");
        source.helper(name, parameters, comment + ", one block of channels.", ofBlocks(1, ofOne))
                .helper(name + "Of4", parameters, comment + ", four blocks.", ofBlocks(AT_ONCE, withoutBeyond(ofFour)));
    }

    /**
     * Adds a helper for one block of channels, and one for four: a line with {@code #}, a number that tells variables apart,
     * is written once a block, and {@code @} is what is added to the address of the first. Four are never beyond the last
     * channel, so that {@code $kept}, a line {@code $beyond} and a last parameter {@code c}, which that needs, are left out for them.
     */
    static void helpers(KernelSource source, String name, String parameters, String comment, String body) {
        source.helper(name, parameters, comment + ", one block of channels.", ofBlocks(1, body))
                .helper(
                        name + "Of4",
                        without(parameters, ", int c"),
                        comment + ", four blocks.",
                        ofBlocks(AT_ONCE, withoutBeyond(body)));
    }

    private static String withoutBeyond(String body) {
        return body.replace("$beyond\n", "").replace("$kept", "");
    }

    private static String without(String list, String last) {
        return list.endsWith(last) ? list.substring(0, list.length() - last.length()) : list;
    }

    /** A loop over the pixels {@code j} of a row, at least one, that may carry vectors. */
    static String eachPixel(String body) {
        return eachPixel("width", body);
    }

    /** The same in {@link #rowHelpers}. */
    static String eachPixelOfRow(String body) {
        return eachPixel("$pixels", body);
    }

    private static String eachPixel(String count, String body) {
        return """
                // not for: JDK 17 boxes a vector that is carried through a loop which might run zero times
                int j = 0;
                do {
                    %s
                    j++;
                } while (j < %s);
                """.formatted(body.stripTrailing().replace("\n", "\n    "), count);
    }

    private static String ofBlocks(int count, String body) {
        return body.lines()
                .flatMap(line -> IntStream.range(0, line.contains("#") ? count : 1)
                        .mapToObj(block -> line.replace("#", count == 1 ? "" : Integer.toString(block))
                                .replace("@", distance(block))))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String distance(int block) {
        return switch (block) {
            case 0 -> "";
            case 1 -> " + LANES.length()";
            default -> " + " + block + " * LANES.length()";
        };
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
