package espalier.processor.emit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sums of vectors over the pixels of a map, for one block of channels. Each row is summed by itself, and in four sums at
 * once: additions need not wait for one another, and rounding errors stay small.
 *
 * <p>The loops end with their conditions: JDK 17 boxes a vector that is carried through a loop which might run zero times.
 */
final class PixelSums {

    private static final int SUMS_AT_ONCE = 4;

    private PixelSums() {}

    /**
     * Statements that declare each total and add all pixels to it.
     *
     * @param totals names of the sums
     * @param rowBegin statements at the begin of row {@code i}
     * @param pixel statements that add a pixel to {@code total#} for each total; {@code #} tells the pixels apart,
     *     {@code @} is what is added to the address of the row's first pixel
     */
    static String of(List<String> totals, String rowBegin, String pixel) {
        String row = rowBegin
                + each(totals, SUMS_AT_ONCE, "FloatVector %s%d = FloatVector.zero(LANES);\n")
                + """
                int j = 0;
                if (width >= 4) {
                    do {
                        int pixel = j * channels;
                        %s
                        j += 4;
                    } while (j <= width - 4);
                }
                int pixel = j * channels; // up to three pixels are left
                %s
                """.formatted(
                                IntStream.range(0, SUMS_AT_ONCE)
                                        .mapToObj(n -> forPixel(pixel, n))
                                        .collect(Collectors.joining("\n"))
                                        .replace("\n", "\n        "),
                                IntStream.range(0, SUMS_AT_ONCE - 1)
                                        .mapToObj(n -> "if (%s < width) {\n    %s\n}"
                                                .formatted(
                                                        n == 0 ? "j" : "j + " + n,
                                                        forPixel(pixel, n).replace("\n", "\n    ")))
                                        .collect(Collectors.joining("\n")));
        String added = totals.stream()
                .map(total -> "%1$s = %1$s.add(%1$s0.add(%1$s1).add(%1$s2).add(%1$s3));\n".formatted(total))
                .collect(Collectors.joining());
        return totals.stream()
                        .map("FloatVector %s = FloatVector.zero(LANES);\n"::formatted)
                        .collect(Collectors.joining())
                + """
                // not for: JDK 17 boxes a vector that is carried through a loop which might run zero times
                int i = 0;
                do {
                    %s
                    i++;
                } while (i < height);
                """.formatted((row + added).stripTrailing().replace("\n", "\n    "));
    }

    private static String each(List<String> totals, int count, String format) {
        return totals.stream()
                .flatMap(total -> IntStream.range(0, count).mapToObj(n -> format.formatted(total, n)))
                .collect(Collectors.joining());
    }

    private static String forPixel(String pixel, int number) {
        String offset = number == 0 ? "" : number == 1 ? " + channels" : " + " + number + " * channels";
        return pixel.replace("#", Integer.toString(number)).replace("@", " + pixel" + offset);
    }
}
