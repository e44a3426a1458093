package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** Activation functions that are not fused into the layer before them. */
final class ActivationEmitter implements TextEmitter<Kernel.Activation> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Activation kernel, Dialect dialect) {
        ActivationFunction f = kernel.op().function();
        Runs runs = Runs.of(kernel.x(), kernel.y());
        String javadoc = """
                %s: the activation function of each of %s values.

                <p>{@code y = %s}
                """.formatted(name.layers(), kernel.op().output(), ActivationCode.formula(f, "x"));
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc)
                .with("vectorValue", ActivationCode.vector(f, "v"))
                .with("scalarValue", ActivationCode.scalar(f, "v"))
                .with("forwardRuns", runs.each("activate(x, $xRun, y, $yRun);"))
                .with("xRun", runs.at("xAt", kernel.x()))
                .with("yRun", runs.at("yAt", kernel.y()))
                .override("forward", "float[] x, int xAt, float[] y, int yAt", "$forwardRuns")
                .helper(
                        "activate",
                        "float[] x, int xAt, float[] y, int yAt",
                        "The function of a run of neighbouring values.",
                        runs.values(dialect, """
                                FloatVector v = FloatVector.fromArray(LANES, x, xAt + t);
                                $vectorValue.intoArray(y, yAt + t);
                                """, """
                                float v = x[xAt + t];
                                y[yAt + t] = $scalarValue;
                                """));
        if (kernel.backward()) {
            backward(source, kernel, runs);
        }
        return source;
    }

    /** From the output where the derivative can be told from it, otherwise from the input; either is called z. */
    private static void backward(KernelSource source, Kernel.Activation kernel, Runs runs) {
        ActivationFunction f = kernel.op().function();
        boolean fromOutput = f.hasDerivativeFromOutput();
        source.with("z", fromOutput ? "y" : "x")
                .with("zRun", fromOutput ? "$yRun" : "$xRun")
                .with("dyRun", runs.at("dyAt", kernel.y()))
                .with("dxRun", runs.at("dxAt", kernel.x()))
                .with("vectorGradient", ActivationCode.vectorGradient(f, "v", "g"))
                .with("scalarGradient", ActivationCode.scalarGradient(f, "v", "g"))
                .with("backwardRuns", runs.each("addGradient($z, $zRun, dy, $dyRun, dx, $dxRun);"))
                .override(
                        "backward",
                        "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        "$backwardRuns")
                .helper(
                        "addGradient",
                        "float[] $z, int ${z}At, float[] dy, int dyAt, float[] dx, int dxAt",
                        "{@code dx += dy * f'}, f' computed from $z, for neighbouring values.",
                        runs.values(source.dialect(), """
                                FloatVector v = FloatVector.fromArray(LANES, $z, ${z}At + t);
                                FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + t);
                                FloatVector old = FloatVector.fromArray(LANES, dx, dxAt + t);
                                old.add($vectorGradient).intoArray(dx, dxAt + t);
                                """, """
                                float v = $z[${z}At + t];
                                float g = dy[dyAt + t];
                                dx[dxAt + t] += $scalarGradient;
                                """));
    }
}
