package espalier.processor.emit;

import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;

/**
 * Local response normalisation across the channels of a pixel, which stand next to each other.
 *
 * <p>In the vector dialect blocks cover the channels whose whole window lies in the pixel; the few at both ends, where the
 * window is cut off, are plain loops. So is everything where there are fewer channels than a block and its window, and where
 * beta asks for a power that is no product of roots.
 */
final class LrnEmitter implements TextEmitter<Kernel.Lrn> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Lrn kernel, Dialect dialect) {
        Op.Lrn op = kernel.op();
        Layout x = kernel.x();
        Layout y = kernel.y();
        int channels = op.output().channels();
        int half = Math.min(op.size() / 2, channels - 1);
        boolean inBlocks =
                dialect == Dialect.VECTOR && hasRoots(op.beta()) && channels - 2 * half >= Runs.NARROWEST_VECTOR;
        String javadoc = """
                %s: local response normalisation of %s over %d channels (Krizhevsky et al. 2012, section 3.3).

                <p>{@code y[c] = x[c] / s[c]^%s}, where {@code s[c] = %s + %s / %d * sum of x[n]^2} over the channels n from
                {@code c - %d} to {@code c + %d} of the same pixel.
                """.formatted(
                        name.layers(),
                        op.output(),
                        op.size(),
                        number(op.beta()),
                        number(op.k()),
                        number(op.alpha()),
                        op.size(),
                        op.size() / 2,
                        op.size() / 2);
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc, sizes(kernel))
                .with("H", op.output().height())
                .with("W", op.output().width())
                .with("C", channels)
                .with("last", channels - 1)
                .with("half", half)
                .with("share", ActivationCode.literal(op.alpha() / op.size()))
                .with("k", ActivationCode.literal(op.k()))
                .with("slope", ActivationCode.literal(2 * op.alpha() / op.size() * op.beta()))
                .with("power", power(op.beta()))
                .with("blockBase", blockBase(op.beta()))
                .with("firstOfWindow", half == 0 ? "0" : "-" + half)
                .with("vectorPower", vectorPower(op.beta()))
                .with("xAtPixel", KernelSource.at("xAt", x.origin(), "i", x.rowPitch(), "j", channels))
                .with("yAtPixel", KernelSource.at("yAt", y.origin(), "i", y.rowPitch(), "j", channels))
                .with("dxAtPixel", KernelSource.at("dxAt", x.origin(), "i", x.rowPitch(), "j", channels))
                .with("dyAtPixel", KernelSource.at("dyAt", y.origin(), "i", y.rowPitch(), "j", channels))
                .with("normaliseAll", inBlocks ? """
                        normalise(x, xPixel, y, yPixel, 0, INNER_FROM);
                        for (int c = INNER_FROM; c < INNER_TO; c += LANES.length()) {
                            int start = Math.min(c, LAST_BLOCK);
                            normaliseBlock(x, xPixel + start, y, yPixel + start);
                        }
                        normalise(x, xPixel, y, yPixel, INNER_TO, $C);
                        """ : "normalise(x, xPixel, y, yPixel, 0, $C);")
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        for (int i = 0; i < $H; i++) {
                            for (int j = 0; j < $W; j++) {
                                int xPixel = $xAtPixel;
                                int yPixel = $yAtPixel;
                                $normaliseAll
                            }
                        }
                        """);
        if (inBlocks) {
            // Where no block fits, the inner channels are none.
            source.constant("LAST_BLOCK", (channels - half) + " - LANES.length()")
                    .constant("INNER_FROM", "LAST_BLOCK < $half ? $C : $half")
                    .constant("INNER_TO", "LAST_BLOCK < $half ? $C : " + (channels - half))
                    .helper(
                            "normaliseBlock",
                            "float[] x, int xAt, float[] y, int yAt",
                            "A block of channels of a pixel whose windows lie in the pixel.",
                            """
                            $blockBase
                            FloatVector.fromArray(LANES, x, xAt).div($vectorPower).intoArray(y, yAt);
                            """);
        }
        source.helper(
                        "normalise",
                        "float[] x, int xAt, float[] y, int yAt, int from, int to",
                        "Channels {@code from} (inclusive) to {@code to} (exclusive) of a pixel.",
                        """
                        for (int c = from; c < to; c++) {
                            y[yAt + c] = x[xAt + c] / power(base(x, xAt, c));
                        }
                        """)
                .floatHelper("base", "float[] x, int xAt, int c", "{@code s[c]} of a pixel.", """
                        float sum = 0;
                        for (int n = Math.max(0, c - $half); n <= Math.min($last, c + $half); n++) {
                            sum += x[xAt + n] * x[xAt + n];
                        }
                        return sum * $share + $k;
                        """)
                .floatHelper("power", "float s", "{@code s^%s}.".formatted(number(op.beta())), "$power");
        if (kernel.backward()) {
            backward(source, inBlocks);
        }
        return source;
    }

    /** In two passes over a pixel: what windows are summed of replaces dy in the first. */
    private static void backward(KernelSource source, boolean inBlocks) {
        source.with("directOfAll", inBlocks ? """
                        addDirect(x, xPixel, y, yPixel, dy, dyPixel, dx, dxPixel, 0, INNER_FROM);
                        for (int c = INNER_FROM; c < INNER_TO; c += LANES.length()) {
                            int start = Math.min(c, LAST_BLOCK);
                            addDirectOfBlock(
                                    x, xPixel + start, y, yPixel + start, dy, dyPixel + start,
                                    dx, dxPixel + start, c - start);
                        }
                        addDirect(x, xPixel, y, yPixel, dy, dyPixel, dx, dxPixel, INNER_TO, $C);
                        """ : "addDirect(x, xPixel, y, yPixel, dy, dyPixel, dx, dxPixel, 0, $C);")
                .with("windowsOfAll", inBlocks ? """
                        addThroughWindows(x, xPixel, dy, dyPixel, dx, dxPixel, 0, INNER_FROM);
                        for (int c = INNER_FROM; c < INNER_TO; c += LANES.length()) {
                            int start = Math.min(c, LAST_BLOCK);
                            addThroughWindowsOfBlock(
                                    x, xPixel + start, dy, dyPixel + start, dx, dxPixel + start, c - start);
                        }
                        addThroughWindows(x, xPixel, dy, dyPixel, dx, dxPixel, INNER_TO, $C);
                        """ : "addThroughWindows(x, xPixel, dy, dyPixel, dx, dxPixel, 0, $C);")
                .override(
                        "backward",
                        "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        """
                        // dx[c] += dy[c] / s[c]^beta - 2 alpha beta / size * x[c] * sum over n of dy[n] * y[n] / s[n]
                        for (int i = 0; i < $H; i++) {
                            for (int j = 0; j < $W; j++) {
                                int xPixel = $xAtPixel;
                                int yPixel = $yAtPixel;
                                int dyPixel = $dyAtPixel;
                                int dxPixel = $dxAtPixel;
                                $directOfAll
                                $windowsOfAll
                            }
                        }
                        """)
                .helper(
                        "addDirect",
                        "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int from, int to",
                        "{@code dx += dy / s^beta}; dy becomes {@code dy * y / s}.",
                        """
                        for (int c = from; c < to; c++) {
                            float s = base(x, xAt, c);
                            float g = dy[dyAt + c];
                            dx[dxAt + c] += g / power(s);
                            dy[dyAt + c] = g * y[yAt + c] / s;
                        }
                        """)
                .helper(
                        "addThroughWindows",
                        "float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt, int from, int to",
                        "{@code dx -= 2 alpha beta / size * x * sum of dy}, which {@code addDirect} has changed.",
                        """
                        for (int c = from; c < to; c++) {
                            float sum = 0;
                            for (int n = Math.max(0, c - $half); n <= Math.min($last, c + $half); n++) {
                                sum += dy[dyAt + n];
                            }
                            dx[dxAt + c] -= $slope * x[xAt + c] * sum;
                        }
                        """);
        if (inBlocks) {
            source.helper(
                            "addDirectOfBlock",
                            "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int done",
                            "As {@code addDirect}, one block of channels, of which the first {@code done} are done.",
                            """
                            VectorMask<Float> left = Lanes.NUMBERS.compare(VectorOperators.GE, (float) done);
                            $blockBase
                            FloatVector g = FloatVector.fromArray(LANES, dy, dyAt);
                            FloatVector old = FloatVector.fromArray(LANES, dx, dxAt);
                            old.add(g.div($vectorPower), left).intoArray(dx, dxAt);
                            g.blend(g.mul(FloatVector.fromArray(LANES, y, yAt)).div(s), left).intoArray(dy, dyAt);
                            """)
                    .helper(
                            "addThroughWindowsOfBlock",
                            "float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt, int done",
                            "As {@code addThroughWindows}, one block of channels, of which the first {@code done} are done.",
                            """
                            FloatVector sum = FloatVector.zero(LANES);
                            for (int n = $firstOfWindow; n <= $half; n++) {
                                sum = sum.add(FloatVector.fromArray(LANES, dy, dyAt + n));
                            }
                            FloatVector g = FloatVector.fromArray(LANES, x, xAt).mul(sum).mul(-$slope);
                            FloatVector old = FloatVector.fromArray(LANES, dx, dxAt);
                            VectorMask<Float> left = Lanes.NUMBERS.compare(VectorOperators.GE, (float) done);
                            old.add(g, left).intoArray(dx, dxAt);
                            """);
        }
    }

    /** Whether {@code s^beta} is a product of roots. */
    private static boolean hasRoots(double beta) {
        return beta == 0.5 || beta == 0.75 || beta == 1;
    }

    /** Statements that return {@code s^beta}. */
    private static String power(double beta) {
        if (beta == 0.75) {
            return """
                    float root = (float) Math.sqrt(s);
                    return root * (float) Math.sqrt(root);
                    """;
        }
        return beta == 1
                ? "return s;"
                : beta == 0.5 ? "return (float) Math.sqrt(s);" : "return (float) Math.pow(s, " + beta + ");";
    }

    /** Statements that declare {@code s} of a block, and its root where that is used. */
    private static String blockBase(double beta) {
        return """
                FloatVector sum = FloatVector.zero(LANES);
                for (int n = $firstOfWindow; n <= $half; n++) {
                    FloatVector v = FloatVector.fromArray(LANES, x, xAt + n);
                    sum = v.fma(v, sum);
                }
                FloatVector s = sum.mul($share).add($k);
                """ + (beta == 1 ? "" : "FloatVector root = s.sqrt();\n");
    }

    private static String vectorPower(double beta) {
        return beta == 1 ? "s" : beta == 0.5 ? "root" : "root.mul(root.sqrt())";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
