package espalier.benchmarks.networks;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown, its columns aligned in the source too. */
final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(List<String> header) {
        rows.add(List.copyOf(header));
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it has not as many values as the header
     */
    void row(List<String> values) {
        if (values.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "The table has " + rows.get(0).size() + " columns, not " + values.size() + ".");
        }
        rows.add(List.copyOf(values));
    }

    @Override
    public String toString() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            for (int column = 0; column < columns; column++) {
                String value = rows.get(i).get(column);
                text.append("| ").append(value).append(" ".repeat(widths[column] - value.length() + 1));
            }
            text.append("|\n");
            if (i == 0) {
                for (int column = 0; column < columns; column++) {
                    text.append('|').append("-".repeat(widths[column] + 2));
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }
}
