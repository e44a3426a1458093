package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** Inverted dropout: what is dropped is computed from a key and the place, so that nothing is kept for the gradient. */
final class DropoutEmitter implements TextEmitter<Kernel.Dropout> {

    private static final double HASHES = 0x1p32;

    @Override
    public KernelSource write(KernelClass name, Kernel.Dropout kernel, Dialect dialect) {
        double rate = kernel.op().rate();
        Runs runs = Runs.of(kernel.x(), kernel.y());
        String javadoc = """
                %s: dropout of %s values (Srivastava et al. 2014), inverted.

                <p>{@code y = 0} with probability %s, else {@code x / (1 - %s)}. A value is dropped where the hash of the key
                and its place falls below {@code DROPPED_BELOW}.
                """.formatted(name.layers(), kernel.op().output(), rate, rate);
        KernelSource source = KernelSource.of(name, dialect, "DropoutKernel", javadoc)
                .constant("DROPPED_BELOW", Integer.toString(droppedBelow(rate)))
                .with("scale", ActivationCode.literal(1 / (1 - rate)))
                .with("first", runs.count() == 1 ? "0" : KernelSource.times("i", runs.length()))
                .with("xRun", runs.at("xAt", kernel.x()))
                .with("yRun", runs.at("yAt", kernel.y()))
                .with("forwardRuns", runs.each("drop(x, $xRun, y, $yRun, $first, key);"))
                .override("forward", "float[] x, int xAt, float[] y, int yAt, long key", "$forwardRuns")
                .helper(
                        "drop",
                        "float[] x, int xAt, float[] y, int yAt, int first, long key",
                        "Neighbouring values, of which {@code first} is the place of the first.",
                        runs.values(dialect, """
                                FloatVector scaled = FloatVector.fromArray(LANES, x, xAt + t).mul($scale);
                                scaled.reinterpretAsInts()
                                        .blend(0, VectorMath.hash(first + t, key).compare(VectorOperators.LT, DROPPED_BELOW))
                                        .reinterpretAsFloats()
                                        .intoArray(y, yAt + t);
                                """, """
                                boolean dropped = ScalarMath.hash(first + t, key) < DROPPED_BELOW;
                                y[yAt + t] = dropped ? 0f : x[xAt + t] * $scale;
                                """));
        if (kernel.backward()) {
            source.with("dyRun", runs.at("dyAt", kernel.y()))
                    .with("dxRun", runs.at("dxAt", kernel.x()))
                    .with("backwardRuns", runs.each("addGradient(dy, $dyRun, dx, $dxRun, $first, key);"))
                    .override("backward", "float[] dy, int dyAt, float[] dx, int dxAt, long key", "$backwardRuns")
                    .helper(
                            "addGradient",
                            "float[] dy, int dyAt, float[] dx, int dxAt, int first, long key",
                            "{@code dx += dy} scaled, where the value was not dropped.",
                            runs.values(dialect, """
                                    FloatVector scaled = FloatVector.fromArray(LANES, dy, dyAt + t).mul($scale);
                                    FloatVector kept = scaled.reinterpretAsInts()
                                            .blend(0, VectorMath.hash(first + t, key).compare(VectorOperators.LT, DROPPED_BELOW))
                                            .reinterpretAsFloats();
                                    FloatVector.fromArray(LANES, dx, dxAt + t).add(kept).intoArray(dx, dxAt + t);
                                    """, """
                                    boolean dropped = ScalarMath.hash(first + t, key) < DROPPED_BELOW;
                                    dx[dxAt + t] += dropped ? 0f : dy[dyAt + t] * $scale;
                                    """));
        }
        return source;
    }

    /** Of all hashes, the share {@code rate} lies below this one. */
    static int droppedBelow(double rate) {
        return (int) Math.min(Integer.MAX_VALUE, Math.round(rate * HASHES) + Integer.MIN_VALUE);
    }
}
