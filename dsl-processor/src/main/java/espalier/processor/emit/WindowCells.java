package espalier.processor.emit;

/**
 * The cells of a pooling window, in row order: written out where they are few, otherwise as loops. In a statement
 * {@code @} stands for what is added to the address of the window's first cell, {@code #} for a number that tells the
 * variables of written out cells apart.
 *
 * @param rowPitch the expression of the values from one row of the map to the next; from one column to the next there are
 *     {@code channels}
 */
record WindowCells(int height, int width, String rowPitch) {

    /** A cell of a gradient takes about six instructions, and more than some 64 in a body make C2 spill registers. */
    private static final int MOST_WRITTEN_OUT = 9;

    int count() {
        return height * width;
    }

    boolean areWrittenOut() {
        return count() <= MOST_WRITTEN_OUT;
    }

    /** A statement for each cell. */
    String each(String statement) {
        if (!areWrittenOut()) {
            return loops(Integer.toString(height), Integer.toString(width), statement);
        }
        StringBuilder text = new StringBuilder();
        for (int cell = 0; cell < count(); cell++) {
            text.append(forCell(cell, statement)).append('\n');
        }
        return text.toString();
    }

    /** The statement for one cell. */
    String forCell(int cell, String statement) {
        String offset = times(cell / width, rowPitch) + times(cell % width, "channels");
        return statement.replace("@", offset).replace("#", Integer.toString(cell));
    }

    private static String times(int count, String pitch) {
        return count == 0 ? "" : count == 1 ? " + " + pitch : " + " + count + " * " + pitch;
    }

    /** A statement for each cell of a window of which {@code rows} by {@code columns}, at least one, are left. */
    String eachOfClipped(Dialect dialect, String statement) {
        if (dialect == Dialect.SCALAR) {
            return loops("rows", "columns", statement);
        }
        // Not `for`: JDK 17 boxes a vector that is carried through a loop which might run zero times.
        return """
                int u = 0;
                do {
                    int v = 0;
                    do {
                        %s
                        v++;
                    } while (v < columns);
                    u++;
                } while (u < rows);
                """.formatted(inLoops(statement));
    }

    private String loops(String rows, String columns, String statement) {
        return """
                for (int u = 0; u < %s; u++) {
                    for (int v = 0; v < %s; v++) {
                        %s
                    }
                }
                """.formatted(rows, columns, inLoops(statement));
    }

    private String inLoops(String statement) {
        return statement
                .replace("@", " + u * " + rowPitch + " + v * channels")
                .replace("#", "")
                .replace("\n", "\n        ");
    }
}
