package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** Inverted dropout: what is dropped is computed from a key and the place, so that nothing is kept for the gradient. */
final class DropoutEmitter implements TextEmitter<Kernel.Dropout> {

    private static final double HASHES = 0x1p32;

    @Override
    public Sizes sizes(Kernel.Dropout kernel) {
        Sizes sizes =
                Runs.of(kernel.x(), kernel.y()).sizes().layout("x", kernel.x()).layout("y", kernel.y());
        return withRate(sizes, kernel.op().rate());
    }

    /** With what the rate of dropping comes to. */
    static Sizes withRate(Sizes sizes, double rate) {
        return sizes.with(
                        "droppedBelow",
                        droppedBelow(rate),
                        "the hash below which lies the share of hashes that are dropped")
                .with("scale", 1 / (1 - rate), "one divided by the share that is kept");
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Dropout kernel, Dialect dialect) {
        String javadoc = """
                %s: dropout (Srivastava et al. 2014), inverted.

                <p>{@code y = 0} with the probability of dropping, else {@code x * scale}. A value is dropped where the hash of
                the key and its place falls below {@code droppedBelow}.
                """.formatted(name.layers());
        KernelSource source = KernelSource.of(name, dialect, "DropoutKernel", javadoc, sizes(kernel))
                .with("xRun", Runs.at("xAt", "x"))
                .with("yRun", Runs.at("yAt", "y"))
                .override(
                        "forward",
                        "float[] x, int xAt, float[] y, int yAt, long key",
                        Runs.each("drop(x, $xRun, y, $yRun, i * length, key);"))
                .helper(
                        "drop",
                        "float[] x, int xAt, float[] y, int yAt, int first, long key",
                        "Neighbouring values, of which {@code first} is the place of the first.",
                        Runs.values(dialect, """
                                FloatVector scaled = FloatVector.fromArray(LANES, x, xAt + t).mul(scale);
                                scaled.reinterpretAsInts()
                                        .blend(0, VectorMath.hash(first + t, key).compare(VectorOperators.LT, droppedBelow))
                                        .reinterpretAsFloats()
                                        .intoArray(y, yAt + t);
                                """, """
                                boolean dropped = ScalarMath.hash(first + t, key) < droppedBelow;
                                y[yAt + t] = dropped ? 0f : x[xAt + t] * scale;
                                """));
        if (kernel.backward()) {
            source.with("dyRun", Runs.at("dyAt", "y"))
                    .with("dxRun", Runs.at("dxAt", "x"))
                    .override(
                            "backward",
                            "float[] dy, int dyAt, float[] dx, int dxAt, long key",
                            Runs.each("addGradient(dy, $dyRun, dx, $dxRun, i * length, key);"))
                    .helper(
                            "addGradient",
                            "float[] dy, int dyAt, float[] dx, int dxAt, int first, long key",
                            "{@code dx += dy} scaled, where the value was not dropped.",
                            Runs.values(dialect, """
                                    FloatVector scaled = FloatVector.fromArray(LANES, dy, dyAt + t).mul(scale);
                                    FloatVector kept = scaled.reinterpretAsInts()
                                            .blend(0, VectorMath.hash(first + t, key).compare(VectorOperators.LT, droppedBelow))
                                            .reinterpretAsFloats();
                                    FloatVector.fromArray(LANES, dx, dxAt + t).add(kept).intoArray(dx, dxAt + t);
                                    """, """
                                    boolean dropped = ScalarMath.hash(first + t, key) < droppedBelow;
                                    dx[dxAt + t] += dropped ? 0f : dy[dyAt + t] * scale;
                                    """));
        }
        return source;
    }

    /** Of all hashes, the share {@code rate} lies below this one. */
    private static int droppedBelow(double rate) {
        return (int) Math.min(Integer.MAX_VALUE, Math.round(rate * HASHES) + Integer.MIN_VALUE);
    }
}
