package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** Activation functions that are not fused into the layer before them. */
final class ActivationEmitter implements TextEmitter<Kernel.Activation> {

    @Override
    public Sizes sizes(Kernel.Activation kernel) {
        return Runs.of(kernel.x(), kernel.y()).sizes().layout("x", kernel.x()).layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Activation kernel, Dialect dialect) {
        ActivationFunction f = kernel.op().function();
        String javadoc = """
                %s: the activation function of each value.

                <p>{@code y = %s}
                """.formatted(name.layers(), ActivationCode.formula(f, "x"));
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc, sizes(kernel))
                .with("vectorValue", ActivationCode.vector(f, "v"))
                .with("scalarValue", ActivationCode.scalar(f, "v"))
                .with("xRun", Runs.at("xAt", "x"))
                .with("yRun", Runs.at("yAt", "y"))
                .override(
                        "forward", "float[] x, int xAt, float[] y, int yAt", Runs.each("activate(x, $xRun, y, $yRun);"))
                .helper(
                        "activate",
                        "float[] x, int xAt, float[] y, int yAt",
                        "The function of a run of neighbouring values.",
                        Runs.values(dialect, """
                                FloatVector v = FloatVector.fromArray(LANES, x, xAt + t);
                                $vectorValue.intoArray(y, yAt + t);
                                """, """
                                float v = x[xAt + t];
                                y[yAt + t] = $scalarValue;
                                """));
        if (kernel.backward()) {
            backward(source, f);
        }
        return source;
    }

    /** From the output where the derivative can be told from it, otherwise from the input; either is called z. */
    private static void backward(KernelSource source, ActivationFunction f) {
        boolean fromOutput = f.hasDerivativeFromOutput();
        boolean hasSecondTerm = source.isVector() && f.kind() == ActivationKind.GELU;
        source.with("z", fromOutput ? "y" : "x")
                .with("zRun", fromOutput ? "$yRun" : "$xRun")
                .with("dyRun", Runs.at("dyAt", "y"))
                .with("dxRun", Runs.at("dxAt", "x"))
                .with("vectorGradient", ActivationCode.vectorGradient(f, "v", "g"))
                .with("scalarGradient", ActivationCode.scalarGradient(f, "v", "g"))
                .override(
                        "backward",
                        "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        Runs.each("addGradient($z, $zRun, dy, $dyRun, dx, $dxRun);"
                                + (hasSecondTerm ? "\naddSecondTerm($z, $zRun, dy, $dyRun, dx, $dxRun);" : "")))
                .helper(
                        "addGradient",
                        "float[] $z, int ${z}At, float[] dy, int dyAt, float[] dx, int dxAt",
                        "{@code dx += dy * f'}, f' computed from $z, for neighbouring values.",
                        Runs.values(source.dialect(), """
                                FloatVector v = FloatVector.fromArray(LANES, $z, ${z}At + t);
                                FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + t);
                                FloatVector old = FloatVector.fromArray(LANES, dx, dxAt + t);
                                old.add($vectorGradient).intoArray(dx, dxAt + t);
                                """, """
                                float v = $z[${z}At + t];
                                float g = dy[dyAt + t];
                                dx[dxAt + t] += $scalarGradient;
                                """));
        if (hasSecondTerm) {
            source.helper("addSecondTerm", "float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt", """
                    The second term of f', {@code x exp(-x^2 / 2) / sqrt(2 pi)}, of the values that whole vectors hold.""", """
                    for (int t = 0; t < LANES.loopBound(length); t += LANES.length()) {
                        FloatVector v = FloatVector.fromArray(LANES, x, xAt + t);
                        FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + t);
                        FloatVector old = FloatVector.fromArray(LANES, dx, dxAt + t);
                        old.add(VectorMath.geluDensity(v).mul(g)).intoArray(dx, dxAt + t);
                    }
                    """);
        }
    }
}
