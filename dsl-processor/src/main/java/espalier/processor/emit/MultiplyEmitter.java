package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** The element-wise product of two equal shapes. */
final class MultiplyEmitter implements TextEmitter<Kernel.Multiply> {

    @Override
    public Sizes sizes(Kernel.Multiply kernel) {
        return Runs.of(kernel.a(), kernel.b(), kernel.y())
                .sizes()
                .layout("a", kernel.a())
                .layout("b", kernel.b())
                .layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Multiply kernel, Dialect dialect) {
        String javadoc = """
                %s: the element-wise product of two inputs.

                <p>{@code y = a * b}
                """.formatted(name.layers());
        KernelSource source = KernelSource.of(name, dialect, "ProductKernel", javadoc, sizes(kernel))
                .with("aRun", Runs.at("aAt", "a"))
                .with("bRun", Runs.at("bAt", "b"))
                .with("yRun", Runs.at("yAt", "y"))
                .override(
                        "forward",
                        "float[] a, int aAt, float[] b, int bAt, float[] y, int yAt",
                        Runs.each("multiply(a, $aRun, b, $bRun, y, $yRun);"))
                .helper(
                        "multiply",
                        "float[] a, int aAt, float[] b, int bAt, float[] y, int yAt",
                        "{@code y = a * b} for neighbouring values.",
                        Runs.values(dialect, """
                                FloatVector factor = FloatVector.fromArray(LANES, b, bAt + t);
                                FloatVector.fromArray(LANES, a, aAt + t).mul(factor).intoArray(y, yAt + t);
                                """, "y[yAt + t] = a[aAt + t] * b[bAt + t];"));
        if (kernel.backward()) {
            backward(source);
        }
        return source;
    }

    private static void backward(KernelSource source) {
        source.with("dyRun", Runs.at("dyAt", "y"))
                .with("daRun", Runs.at("daAt", "a"))
                .with("dbRun", Runs.at("dbAt", "b"))
                .override(
                        "backwardA",
                        "float[] b, int bAt, float[] dy, int dyAt, float[] da, int daAt",
                        Runs.each("addGradient(b, $bRun, dy, $dyRun, da, $daRun);"))
                .override(
                        "backwardB",
                        "float[] a, int aAt, float[] dy, int dyAt, float[] db, int dbAt",
                        Runs.each("addGradient(a, $aRun, dy, $dyRun, db, $dbRun);"))
                .helper(
                        "addGradient",
                        "float[] other, int otherAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        "{@code dx += dy * other} for neighbouring values, {@code other} being the factor that is not x.",
                        Runs.values(source.dialect(), """
                                FloatVector factor = FloatVector.fromArray(LANES, other, otherAt + t);
                                FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + t);
                                g.fma(factor, FloatVector.fromArray(LANES, dx, dxAt + t)).intoArray(dx, dxAt + t);
                                """, "dx[dxAt + t] += dy[dyAt + t] * other[otherAt + t];"));
    }
}
