package espalier.processor.emit;

/** The maximum of a window; a NaN counts as larger than any other value. */
record MaxPoolCode(WindowCells cells, Dialect dialect) implements PoolCode {

    @Override
    public String adjective() {
        return "maximum";
    }

    @Override
    public String noun() {
        return "maximum";
    }

    @Override
    public String note() {
        return "The first maximum in row order takes the gradient. A window with a NaN gives NaN, and its first cell takes"
                + "\nthe gradient.";
    }

    @Override
    public String forwardOfWhole() {
        return forward(cells.each(maximum()));
    }

    @Override
    public String forwardOfClipped() {
        return forward(cells.eachOfClipped(dialect, maximum()));
    }

    private String maximum() {
        return dialect == Dialect.VECTOR
                ? "max = max.max(FloatVector.fromArray(LANES, x, xAt@ + c));"
                : "max = Math.max(max, x[xAt@ + c]);";
    }

    private String forward(String maxima) {
        return PoolCode.eachChannel(dialect, dialect == Dialect.VECTOR ? """
                FloatVector max = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);
                %smax.intoArray(y, yAt + c);
                """.formatted(maxima) : """
                float max = Float.NEGATIVE_INFINITY;
                %sy[yAt + c] = max;
                """.formatted(maxima));
    }

    @Override
    public String gradientComment() {
        return "The first cell that is not below the maximum takes the gradient of the window.";
    }

    @Override
    public String backwardOfWhole() {
        if (dialect == Dialect.VECTOR) {
            return backwardInVectors(cells.each(take()));
        }
        return cells.areWrittenOut() ? backwardByCases() : backwardBySearch(cells.each(takeAndStop()));
    }

    @Override
    public String backwardOfClipped() {
        return dialect == Dialect.VECTOR
                ? backwardInVectors(cells.eachOfClipped(dialect, take()))
                : backwardBySearch(cells.eachOfClipped(dialect, takeAndStop()));
    }

    private static String take() {
        return """
                VectorMask<Float> below# = FloatVector.fromArray(LANES, x, xAt@ + c)
                        .compare(VectorOperators.LT, max);
                FloatVector.fromArray(LANES, dx, dxAt@ + c)
                        .add(left.blend(0f, below#))
                        .intoArray(dx, dxAt@ + c);
                left = FloatVector.zero(LANES).blend(left, below#);""";
    }

    private static String backwardInVectors(String takes) {
        return PoolCode.eachChannel(Dialect.VECTOR, """
                $beyond
                FloatVector max = FloatVector.fromArray(LANES, y, yAt + c);
                FloatVector left = FloatVector.fromArray(LANES, dy, dyAt + c)$kept; // what no cell has taken yet
                %s""".formatted(takes));
    }

    private String backwardByCases() {
        StringBuilder cases = new StringBuilder();
        for (int cell = 0; cell < cells.count(); cell++) {
            cases.append(cells.forCell(cell, """
                    if (!(x[xAt@ + c] < max)) {
                        dx[dxAt@ + c] += g;
                    }"""));
            cases.append(cell < cells.count() - 1 ? " else " : "\n");
        }
        return PoolCode.eachChannel(Dialect.SCALAR, """
                float max = y[yAt + c];
                float g = dy[dyAt + c];
                %s""".formatted(cases));
    }

    private static String takeAndStop() {
        return """
                if (!(x[xAt@ + c] < max)) {
                    dx[dxAt@ + c] += g;
                    break search;
                }""";
    }

    private static String backwardBySearch(String search) {
        return PoolCode.eachChannel(Dialect.SCALAR, """
                float max = y[yAt + c];
                float g = dy[dyAt + c];
                search:
                %s""".formatted(search));
    }

    @Override
    public boolean gradientNeedsValues() {
        return true;
    }

    @Override
    public boolean needsShare() {
        return false;
    }
}
