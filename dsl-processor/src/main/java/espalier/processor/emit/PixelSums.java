package espalier.processor.emit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sums of vectors over the pixels of a map, for one block of channels. Each row is summed by itself, and in up to four
 * sums at once: additions need not wait for one another, and rounding errors stay small.
 *
 * <p>The loops have literal bounds: JDK 17 boxes a vector that is carried through a loop which might run zero times.
 */
record PixelSums(int height, int width, int channels) {

    private static final int SUMS_AT_ONCE = 4;

    /**
     * Statements that declare each total and add all pixels to it.
     *
     * @param totals names of the sums
     * @param rowBegin statements at the begin of row {@code i}
     * @param pixel statements that add a pixel to {@code total#} for each total; {@code #} tells the sums at once apart,
     *     {@code ~} the pixels, {@code @} is what is added to the address of the row's first pixel
     */
    String of(List<String> totals, String rowBegin, String pixel) {
        int atOnce = Math.min(SUMS_AT_ONCE, width);
        StringBuilder row = new StringBuilder(rowBegin);
        for (String total : totals) {
            for (int n = 0; n < atOnce; n++) {
                row.append("FloatVector %s%d = FloatVector.zero(LANES);\n".formatted(total, n));
            }
        }
        int inLoop = width / SUMS_AT_ONCE * SUMS_AT_ONCE;
        if (inLoop > SUMS_AT_ONCE) {
            row.append("for (int j = 0; j < %d; j += %d) {\n".formatted(inLoop, SUMS_AT_ONCE));
            for (int n = 0; n < SUMS_AT_ONCE; n++) {
                String offset = " + " + KernelSource.place(n * channels, "j", channels);
                row.append("    ")
                        .append(forPixel(pixel, n, n, offset).replace("\n", "\n    "))
                        .append('\n');
            }
            row.append("}\n");
        } else {
            inLoop = 0;
        }
        for (int j = inLoop; j < width; j++) {
            row.append(forPixel(pixel, j % SUMS_AT_ONCE, j - inLoop, j == 0 ? "" : " + " + j * channels))
                    .append('\n');
        }
        for (String total : totals) {
            row.append(total)
                    .append(" = ")
                    .append(total)
                    .append(".add(")
                    .append(joined(total, atOnce))
                    .append(");\n");
        }
        String begin = totals.stream()
                .map(total -> "FloatVector " + total + " = FloatVector.zero(LANES);\n")
                .collect(Collectors.joining());
        return begin + "for (int i = 0; i < " + height + "; i++) {\n    "
                + row.toString().stripTrailing().replace("\n", "\n    ") + "\n}\n";
    }

    private static String forPixel(String pixel, int sum, int number, String offset) {
        return pixel.replace("#", Integer.toString(sum))
                .replace("~", Integer.toString(number))
                .replace("@", offset);
    }

    private static String joined(String total, int atOnce) {
        return total + "0"
                + IntStream.range(1, atOnce)
                        .mapToObj(n -> ".add(" + total + n + ")")
                        .collect(Collectors.joining());
    }
}
