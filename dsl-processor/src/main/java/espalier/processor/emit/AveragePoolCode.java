package espalier.processor.emit;

/** The mean of a window. */
record AveragePoolCode(WindowCells cells, Dialect dialect) implements PoolCode {

    @Override
    public String adjective() {
        return "average";
    }

    @Override
    public String noun() {
        return "mean";
    }

    @Override
    public String note() {
        return "Each cell of a window takes the same share of its gradient.";
    }

    @Override
    public String forwardOfWhole() {
        return forward(cells.each(sum()), "1f / " + cells.count());
    }

    @Override
    public String forwardOfClipped() {
        return forward(cells.eachOfClipped(dialect, sum()), "share");
    }

    private String sum() {
        return dialect == Dialect.VECTOR
                ? "sum = sum.add(FloatVector.fromArray(LANES, x, xAt@ + c));"
                : "sum += x[xAt@ + c];";
    }

    private String forward(String sums, String share) {
        return PoolCode.eachChannel(
                dialect, dialect == Dialect.VECTOR ? """
                FloatVector sum = FloatVector.zero(LANES);
                %ssum.mul(%s).intoArray(y, yAt + c);
                """.formatted(sums, share) : """
                float sum = 0;
                %sy[yAt + c] = sum * (%s);
                """.formatted(sums, share));
    }

    @Override
    public String gradientComment() {
        return "Each cell takes the same share of a window's gradient.";
    }

    @Override
    public String backwardOfWhole() {
        return backward(cells.each(add()), "1f / " + cells.count());
    }

    @Override
    public String backwardOfClipped() {
        return backward(cells.eachOfClipped(dialect, add()), "share");
    }

    private String add() {
        return dialect == Dialect.VECTOR
                ? "FloatVector.fromArray(LANES, dx, dxAt@ + c)\n        .add(g).intoArray(dx, dxAt@ + c);"
                : "dx[dxAt@ + c] += g;";
    }

    private String backward(String adds, String share) {
        return PoolCode.eachChannel(
                dialect, dialect == Dialect.VECTOR ? """
                $beyond
                FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + c).mul(%s)$kept;
                %s""".formatted(share, adds) : """
                float g = dy[dyAt + c] * (%s);
                %s""".formatted(share, adds));
    }

    @Override
    public boolean gradientNeedsValues() {
        return false;
    }

    @Override
    public boolean needsShare() {
        return true;
    }
}
