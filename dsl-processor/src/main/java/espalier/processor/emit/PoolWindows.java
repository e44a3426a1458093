package espalier.processor.emit;

/** Which cells of a map the windows of a pooling cover. */
enum PoolWindows {
    /** All windows lie inside of the map. */
    WHOLE,
    /** Some reach over its edge and are clipped. */
    SOME_CLIPPED,
    /** Bins whose sizes are computed from their number. */
    BINS;

    boolean someAreWhole() {
        return this != BINS;
    }

    boolean someVary() {
        return this != WHOLE;
    }

    /** The name of the method for a window of varying size. */
    String varying() {
        return this == BINS ? "bin" : "clipped";
    }

    /**
     * The loop over the windows of output row {@code i}; {@code cell} is the first cell's place in an image of x,
     * {@code pixel} that of y.
     *
     * @param whole the statement for a whole window
     * @param varying the statement for a window of {@code rows} by {@code columns} cells
     */
    String loop(String whole, String varying) {
        return switch (this) {
            case WHOLE -> """
                    for (int j = 0; j < outWidth; j++) {
                        int cell = $wholeCell;
                        int pixel = $pixel;
                        %s
                    }
                    """.formatted(whole);
            case SOME_CLIPPED -> """
                    int top = $top;
                    int firstRow = $firstRow;
                    int rows = Math.min(top + $windowH, height) - firstRow;
                    for (int j = 0; j < outWidth; j++) {
                        int left = $left;
                        int firstColumn = $firstColumn;
                        int columns = Math.min(left + $windowW, width) - firstColumn;
                        int cell = $cell;
                        int pixel = $pixel;
                        if (rows == $windowH && columns == $windowW) {
                            %s
                        } else {
                            %s
                        }
                    }
                    """.formatted(whole, varying.replace("\n", "\n        "));
            case BINS -> """
                    int firstRow = $firstRow;
                    int rows = $rowsEnd - firstRow;
                    for (int j = 0; j < outWidth; j++) {
                        int firstColumn = $firstColumn;
                        int columns = $columnsEnd - firstColumn;
                        int cell = $cell;
                        int pixel = $pixel;
                        %s
                    }
                    """.formatted(varying.replace("\n", "\n    "));
        };
    }
}
