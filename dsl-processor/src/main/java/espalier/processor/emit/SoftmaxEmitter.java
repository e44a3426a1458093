package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** Softmax over a vector. */
final class SoftmaxEmitter implements TextEmitter<Kernel.Softmax> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Softmax kernel, Dialect dialect) {
        int n = kernel.op().output().channels();
        Runs run = new Runs(1, n);
        Dialect loops = run.isReducedInVectors(dialect) ? Dialect.VECTOR : Dialect.SCALAR;
        String javadoc = """
                %s: softmax of %d values.

                <p>{@code y[i] = exp(x[i] - m) / sum over j of exp(x[j] - m)}, where m is the largest x: the same as without it,
                but no exponential overflows.
                """.formatted(name.layers(), n);
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc)
                .with("from", KernelSource.at("xAt", kernel.x().origin()))
                .with("to", KernelSource.at("yAt", kernel.y().origin()))
                .with(
                        "scaled",
                        run.values(
                                loops,
                                "FloatVector.fromArray(LANES, y, to + t).mul(scale).intoArray(y, to + t);",
                                "y[to + t] *= scale;"))
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        int from = $from;
                        int to = $to;
                        float scale = 1 / exponentials(x, from, largest(x, from), y, to);
                        $scaled
                        """)
                .floatHelper(
                        "largest",
                        "float[] x, int from",
                        "The largest value; NaN if one is.",
                        run.reduction(
                                        dialect,
                                        "FloatVector lanes = FloatVector.broadcast(LANES, Float.NEGATIVE_INFINITY);",
                                        "lanes = lanes.max(FloatVector.fromArray(LANES, x, from + t));",
                                        "float largest = lanes.reduceLanes(VectorOperators.MAX);",
                                        "float largest = Float.NEGATIVE_INFINITY;",
                                        "largest = Math.max(largest, x[from + t]);")
                                + "return largest;\n")
                .floatHelper(
                        "exponentials",
                        "float[] x, int from, float largest, float[] y, int to",
                        "{@code y = exp(x - largest)}; returns their sum.",
                        run.reduction(
                                        dialect,
                                        "FloatVector sums = FloatVector.zero(LANES);",
                                        """
                                        FloatVector e = VectorMath.exp(FloatVector.fromArray(LANES, x, from + t).sub(largest));
                                        e.intoArray(y, to + t);
                                        sums = sums.add(e);""",
                                        "float sum = VectorMath.sum(sums);",
                                        "float sum = 0;",
                                        """
                                        float e = (float) Math.exp(x[from + t] - largest);
                                        y[to + t] = e;
                                        sum += e;""")
                                + "return sum;\n");
        if (kernel.backward()) {
            backward(source, kernel, run, loops);
        }
        return source;
    }

    /** {@code dx[i] = y[i] (dy[i] - sum over j of dy[j] y[j])}. */
    private static void backward(KernelSource source, Kernel.Softmax kernel, Runs run, Dialect loops) {
        source.with("valueAt", KernelSource.at("yAt", kernel.y().origin()))
                .with("gradientAt", KernelSource.at("dyAt", kernel.y().origin()))
                .with("toGradient", KernelSource.at("dxAt", kernel.x().origin()))
                .with("added", run.values(loops, """
                        FloatVector g = FloatVector.fromArray(LANES, dy, from + t).sub(mean);
                        FloatVector old = FloatVector.fromArray(LANES, dx, to + t);
                        g.fma(FloatVector.fromArray(LANES, y, value + t), old).intoArray(dx, to + t);
                        """, "dx[to + t] += y[value + t] * (dy[from + t] - mean);"))
                .override(
                        "backward",
                        "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        """
                        int value = $valueAt;
                        int from = $gradientAt;
                        int to = $toGradient;
                        float mean = meanGradient(y, value, dy, from);
                        $added
                        """)
                .floatHelper(
                        "meanGradient",
                        "float[] y, int value, float[] dy, int from",
                        "The mean of dy under the probabilities y.",
                        run.reduction(
                                        source.dialect(),
                                        "FloatVector means = FloatVector.zero(LANES);",
                                        """
                                        FloatVector g = FloatVector.fromArray(LANES, dy, from + t);
                                        means = g.fma(FloatVector.fromArray(LANES, y, value + t), means);""",
                                        "float mean = VectorMath.sum(means);",
                                        "float mean = 0;",
                                        "mean += dy[from + t] * y[value + t];")
                                + "return mean;\n");
    }
}
