package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** The element-wise product of two equal shapes. */
final class MultiplyEmitter implements TextEmitter<Kernel.Multiply> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Multiply kernel, Dialect dialect) {
        Runs runs = Runs.of(kernel.a(), kernel.b(), kernel.y());
        String javadoc = """
                %s: the element-wise product of two inputs of %s values.

                <p>{@code y = a * b}
                """.formatted(name.layers(), kernel.op().output());
        KernelSource source = KernelSource.of(name, dialect, "ProductKernel", javadoc)
                .with("aRun", runs.at("aAt", kernel.a()))
                .with("bRun", runs.at("bAt", kernel.b()))
                .with("yRun", runs.at("yAt", kernel.y()))
                .with("forwardRuns", runs.each("multiply(a, $aRun, b, $bRun, y, $yRun);"))
                .override("forward", "float[] a, int aAt, float[] b, int bAt, float[] y, int yAt", "$forwardRuns")
                .helper(
                        "multiply",
                        "float[] a, int aAt, float[] b, int bAt, float[] y, int yAt",
                        "{@code y = a * b} for neighbouring values.",
                        runs.values(dialect, """
                                FloatVector factor = FloatVector.fromArray(LANES, b, bAt + t);
                                FloatVector.fromArray(LANES, a, aAt + t).mul(factor).intoArray(y, yAt + t);
                                """, "y[yAt + t] = a[aAt + t] * b[bAt + t];"));
        if (kernel.backward()) {
            backward(source, kernel, runs);
        }
        return source;
    }

    private static void backward(KernelSource source, Kernel.Multiply kernel, Runs runs) {
        source.with("dyRun", runs.at("dyAt", kernel.y()))
                .with("daRun", runs.at("daAt", kernel.a()))
                .with("dbRun", runs.at("dbAt", kernel.b()))
                .with("runsOfA", runs.each("addGradient(b, $bRun, dy, $dyRun, da, $daRun);"))
                .with("runsOfB", runs.each("addGradient(a, $aRun, dy, $dyRun, db, $dbRun);"))
                .override("backwardA", "float[] b, int bAt, float[] dy, int dyAt, float[] da, int daAt", "$runsOfA")
                .override("backwardB", "float[] a, int aAt, float[] dy, int dyAt, float[] db, int dbAt", "$runsOfB")
                .helper(
                        "addGradient",
                        "float[] other, int otherAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        "{@code dx += dy * other} for neighbouring values, {@code other} being the factor that is not x.",
                        runs.values(source.dialect(), """
                                FloatVector factor = FloatVector.fromArray(LANES, other, otherAt + t);
                                FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + t);
                                g.fma(factor, FloatVector.fromArray(LANES, dx, dxAt + t)).intoArray(dx, dxAt + t);
                                """, "dx[dxAt + t] += dy[dyAt + t] * other[otherAt + t];"));
    }
}
