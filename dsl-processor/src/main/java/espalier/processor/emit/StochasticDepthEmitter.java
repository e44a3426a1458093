package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** Stochastic depth: dropout of a whole image's values at once. */
final class StochasticDepthEmitter implements TextEmitter<Kernel.StochasticDepth> {

    @Override
    public Sizes sizes(Kernel.StochasticDepth kernel) {
        Sizes sizes =
                Runs.of(kernel.x(), kernel.y()).sizes().layout("x", kernel.x()).layout("y", kernel.y());
        return DropoutEmitter.withRate(sizes, kernel.op().rate());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.StochasticDepth kernel, Dialect dialect) {
        String javadoc = """
                %s: stochastic depth (Huang et al. 2016), inverted.

                <p>{@code y = 0} for the whole image with the probability of dropping, else {@code x * scale}. An image is
                dropped where the hash of its key falls below {@code droppedBelow}.
                """.formatted(name.layers());
        KernelSource source = KernelSource.of(name, dialect, "DropoutKernel", javadoc, sizes(kernel))
                .with("xRun", Runs.at("xAt", "x"))
                .with("yRun", Runs.at("yAt", "y"))
                .with("droppedRuns", Runs.each("""
                        int from = $yRun;
                        Arrays.fill(y, from, from + length, 0f);
                        """))
                .with("keptRuns", Runs.each("scale(x, $xRun, y, $yRun);"))
                .override("forward", "float[] x, int xAt, float[] y, int yAt, long key", """
                        if (ScalarMath.hash(0, key) < droppedBelow) {
                            $droppedRuns
                        } else {
                            $keptRuns
                        }
                        """)
                .helper(
                        "scale",
                        "float[] x, int xAt, float[] y, int yAt",
                        "Neighbouring values of an image that is kept.",
                        Runs.values(
                                dialect,
                                "FloatVector.fromArray(LANES, x, xAt + t).mul(scale).intoArray(y, yAt + t);",
                                "y[yAt + t] = x[xAt + t] * scale;"));
        if (kernel.backward()) {
            source.with("dyRun", Runs.at("dyAt", "y"))
                    .with("dxRun", Runs.at("dxAt", "x"))
                    .with("backwardRuns", Runs.each("addGradient(dy, $dyRun, dx, $dxRun);"))
                    .override("backward", "float[] dy, int dyAt, float[] dx, int dxAt, long key", """
                            if (ScalarMath.hash(0, key) >= droppedBelow) {
                                $backwardRuns
                            }
                            """)
                    .helper(
                            "addGradient",
                            "float[] dy, int dyAt, float[] dx, int dxAt",
                            "{@code dx += dy} scaled, for an image that was kept.",
                            Runs.values(dialect, """
                                    FloatVector scaled = FloatVector.fromArray(LANES, dy, dyAt + t).mul(scale);
                                    FloatVector.fromArray(LANES, dx, dxAt + t).add(scaled).intoArray(dx, dxAt + t);
                                    """, "dx[dxAt + t] += dy[dyAt + t] * scale;"));
        }
        return source;
    }
}
