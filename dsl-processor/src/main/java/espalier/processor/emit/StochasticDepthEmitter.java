package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** Stochastic depth: dropout of a whole image's values at once. */
final class StochasticDepthEmitter implements TextEmitter<Kernel.StochasticDepth> {

    @Override
    public KernelSource write(KernelClass name, Kernel.StochasticDepth kernel, Dialect dialect) {
        double rate = kernel.op().rate();
        Runs runs = Runs.of(kernel.x(), kernel.y());
        String javadoc = """
                %s: stochastic depth of %s values (Huang et al. 2016), inverted.

                <p>{@code y = 0} for the whole image with probability %s, else {@code x / (1 - %s)}. An image is dropped where
                the hash of its key falls below {@code DROPPED_BELOW}.
                """.formatted(name.layers(), kernel.op().output(), rate, rate);
        KernelSource source = KernelSource.of(name, dialect, "DropoutKernel", javadoc)
                .constant("DROPPED_BELOW", Integer.toString(DropoutEmitter.droppedBelow(rate)))
                .with("scale", ActivationCode.literal(1 / (1 - rate)))
                .with("length", runs.length())
                .with("xRun", runs.at("xAt", kernel.x()))
                .with("yRun", runs.at("yAt", kernel.y()))
                .with("droppedRuns", runs.each("Arrays.fill(y, $yRun, $yRun + $length, 0f);"))
                .with("keptRuns", runs.each("scale(x, $xRun, y, $yRun);"))
                .override("forward", "float[] x, int xAt, float[] y, int yAt, long key", """
                        if (ScalarMath.hash(0, key) < DROPPED_BELOW) {
                            $droppedRuns
                        } else {
                            $keptRuns
                        }
                        """)
                .helper(
                        "scale",
                        "float[] x, int xAt, float[] y, int yAt",
                        "Neighbouring values of an image that is kept.",
                        runs.values(
                                dialect,
                                "FloatVector.fromArray(LANES, x, xAt + t).mul($scale).intoArray(y, yAt + t);",
                                "y[yAt + t] = x[xAt + t] * $scale;"));
        if (kernel.backward()) {
            source.with("dyRun", runs.at("dyAt", kernel.y()))
                    .with("dxRun", runs.at("dxAt", kernel.x()))
                    .with("backwardRuns", runs.each("addGradient(dy, $dyRun, dx, $dxRun);"))
                    .override("backward", "float[] dy, int dyAt, float[] dx, int dxAt, long key", """
                            if (ScalarMath.hash(0, key) >= DROPPED_BELOW) {
                                $backwardRuns
                            }
                            """)
                    .helper(
                            "addGradient",
                            "float[] dy, int dyAt, float[] dx, int dxAt",
                            "{@code dx += dy} scaled, for an image that was kept.",
                            runs.values(dialect, """
                                    FloatVector scaled = FloatVector.fromArray(LANES, dy, dyAt + t).mul($scale);
                                    FloatVector.fromArray(LANES, dx, dxAt + t).add(scaled).intoArray(dx, dxAt + t);
                                    """, "dx[dxAt + t] += dy[dyAt + t] * $scale;"));
        }
        return source;
    }
}
