package espalier.runtime.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How often each class was taken for each: rows are the right classes, columns the predicted ones. Immutable.
 *
 * @param classNames in the order of the labels
 * @param counts a row for each right class, with a column for each predicted one
 */
public record ConfusionMatrix(List<String> classNames, List<List<Long>> counts) {

    /** Copies the lists and checks that the matrix is square. */
    public ConfusionMatrix {
        classNames = List.copyOf(classNames);
        counts = counts.stream().map(List::copyOf).toList();
        int classes = classNames.size();
        if (counts.size() != classes || counts.stream().anyMatch(row -> row.size() != classes)) {
            throw new IllegalArgumentException(
                    "A confusion matrix of " + classes + " classes must have as many rows and columns.");
        }
    }

    static ConfusionMatrix of(List<String> classNames, long[][] counts) {
        return new ConfusionMatrix(
                classNames,
                Arrays.stream(counts)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList());
    }

    /** How often the right class was taken for the predicted one. */
    public long count(int right, int predicted) {
        return counts.get(right).get(predicted);
    }

    /** All images. */
    public long total() {
        return counts.stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
    }

    /** The images whose class was predicted rightly. */
    public long correct() {
        long correct = 0;
        for (int i = 0; i < counts.size(); i++) {
            correct += count(i, i);
        }
        return correct;
    }

    /** The share of images whose class was predicted rightly, 0 to 1; NaN without images. */
    public double accuracy() {
        return correct() / (double) total();
    }

    /** Of the images taken for a class, the share that is of it; NaN if none was. */
    public double precision(int label) {
        long taken = counts.stream().mapToLong(row -> row.get(label)).sum();
        return count(label, label) / (double) taken;
    }

    /** Of the images of a class, the share that was taken for it; NaN if there is none. */
    public double recall(int label) {
        long images = counts.get(label).stream().mapToLong(Long::longValue).sum();
        return count(label, label) / (double) images;
    }

    /** The harmonic mean of precision and recall; NaN where either is. */
    public double f1(int label) {
        double precision = precision(label);
        double recall = recall(label);
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /** Comma-separated values (RFC 4180): a row for each right class, headed by the names of the predicted ones. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("class");
        classNames.forEach(name -> csv.append(',').append(quoted(name)));
        csv.append('\n');
        for (int right = 0; right < counts.size(); right++) {
            csv.append(quoted(classNames.get(right)));
            counts.get(right).forEach(count -> csv.append(',').append(count));
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String share(double recall) {
        return Double.isNaN(recall) ? "      -" : String.format(Locale.ROOT, "  %5.1f %%", 100 * recall);
    }

    private static String quoted(String name) {
        return name.matches("[^,\"\r\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A table with aligned columns, and each class's recall at the end of its row, if it has images. */
    @Override
    public String toString() {
        int nameWidth = classNames.stream().mapToInt(String::length).max().orElse(0);
        int width = counts.stream()
                .flatMap(List::stream)
                .mapToInt(count -> count.toString().length())
                .max()
                .orElse(1);
        StringBuilder table = new StringBuilder();
        for (int right = 0; right < counts.size(); right++) {
            String name = classNames.get(right);
            String cells = counts.get(right).stream()
                    .map(count -> " ".repeat(width - count.toString().length()) + count)
                    .collect(Collectors.joining(" "));
            table.append(name)
                    .append(" ".repeat(nameWidth - name.length()))
                    .append("  ")
                    .append(cells)
                    .append(share(recall(right)))
                    .append(System.lineSeparator());
        }
        return table.toString();
    }
}
