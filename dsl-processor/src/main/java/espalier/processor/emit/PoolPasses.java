package espalier.processor.emit;

/**
 * Writes both directions of a pooling, given what it does with one window. The source has the placeholders that
 * {@link PoolWindows#loop} asks for.
 */
record PoolPasses(KernelSource source, PoolCode code, PoolWindows windows) {

    private static final String VARYING = "int rows, int columns";

    KernelSource write(boolean withBackward) {
        source.with("cell", "xOrigin + firstRow * xRowPitch + firstColumn * channels")
                .with("pixel", "yOrigin + i * yRowPitch + j * channels")
                .with(
                        "clear",
                        source.isVector()
                                ? ChannelBlocks.clear("yAt + yOrigin + i * yRowPitch + outWidth * channels")
                                : "");
        ChannelBlocks.into(source);
        forward();
        if (withBackward) {
            backward();
        }
        return source;
    }

    private void forward() {
        source.override("forward", "float[] x, int xAt, float[] y, int yAt", "forward(x, xAt, y, yAt, 0, parts());")
                .override("parts", source.isVector() ? """
                        yRowPitch - outWidth * channels < LANES.length()
                                ? 1 // a row runs over into the next one, which is written later
                                : outHeight""" : "outHeight")
                .override("forward", "float[] x, int xAt, float[] y, int yAt, int from, int to", """
                        int rowsPerPart = outHeight / parts();
                        for (int i = from * rowsPerPart; i < to * rowsPerPart; i++) {
                            row(i, x, xAt, y, yAt);
                            $clear
                        }
                        """)
                .helper(
                        "row",
                        "int i, float[] x, int xAt, float[] y, int yAt",
                        "The windows of output row i.",
                        windows.loop(
                                "whole(x, xAt + cell, y, yAt + pixel);",
                                code.clippedShareLine() + windows.varying() + "(x, xAt + cell, rows, columns"
                                        + code.shareArgument() + ", y, yAt + pixel);"));
        if (windows.someAreWhole()) {
            source.helper(
                    "whole",
                    "float[] x, int xAt, float[] y, int yAt",
                    "A window inside of the map.",
                    code.forwardOfWhole());
        }
        if (windows.someVary()) {
            source.helper(
                    windows.varying(),
                    "float[] x, int xAt, " + VARYING + code.shareParameter() + ", float[] y, int yAt",
                    windows == PoolWindows.BINS
                            ? "A bin of {@code rows} by {@code columns} cells."
                            : "A window of which the map's edge leaves {@code rows} by {@code columns} cells.",
                    code.forwardOfClipped());
        }
    }

    private void backward() {
        String values = code.gradientNeedsValues() ? "x, xAt + cell, y, yAt + pixel, " : "";
        String gradients = "dy, dyAt + pixel, dx, dxAt + cell);";
        source.with("values", code.gradientNeedsValues() ? "x, xAt, y, yAt, " : "")
                .with("valueParameters", code.gradientNeedsValues() ? "float[] x, int xAt, float[] y, int yAt, " : "")
                .with("gradientParameters", "float[] dy, int dyAt, float[] dx, int dxAt")
                .override(
                        "backward",
                        "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        """
                        for (int i = 0; i < outHeight; i++) {
                            rowGradient(i, ${values}dy, dyAt, dx, dxAt);
                        }
                        """)
                .helper(
                        "rowGradient",
                        "int i, $valueParameters$gradientParameters",
                        "The gradients of the windows of output row i.",
                        windows.loop(
                                "wholeGradient(" + values + gradients,
                                code.clippedShareLine() + windows.varying() + "Gradient(rows, columns"
                                        + code.shareArgument() + ", " + values + gradients));
        if (windows.someAreWhole()) {
            source.helper(
                    "wholeGradient",
                    "$valueParameters$gradientParameters",
                    code.gradientComment(),
                    code.backwardOfWhole());
        }
        if (windows.someVary()) {
            source.helper(
                    windows.varying() + "Gradient",
                    VARYING + code.shareParameter() + ", $valueParameters$gradientParameters",
                    windows == PoolWindows.BINS
                            ? code.gradientComment()
                            : "The same for a window of which {@code rows} by {@code columns} cells are left.",
                    code.backwardOfClipped());
        }
    }
}
