package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/**
 * LeNet-5's output layer: squared distances to fixed prototypes. The distances are plain loops in both dialects: they are
 * few, and the order in which a vector's lanes are added is not the same on every JVM.
 */
final class RbfEmitter implements TextEmitter<Kernel.Rbf> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Rbf kernel, Dialect dialect) {
        int units = kernel.op().output().channels();
        int in = kernel.op().input().channels();
        Runs run = new Runs(1, in);
        String javadoc = """
                %s: squared distances of %d values to %d prototypes (LeCun et al. 1998, equation 7).

                <p>{@code y[i] = sum over j of (x[j] - w[i][j])^2}
                """.formatted(name.layers(), in, units);
        KernelSource source = KernelSource.of(name, dialect, "RbfKernel", javadoc)
                .with("units", units)
                .with("in", in)
                .with("from", KernelSource.at("xAt", kernel.x().origin()))
                .with("to", KernelSource.at("yAt", kernel.y().origin(), "i", 1))
                .override("forward", "float[] x, int xAt, float[] w, float[] y, int yAt", """
                        for (int i = 0; i < $units; i++) {
                            y[$to] = distance(x, $from, w, i * $in);
                        }
                        """)
                .floatHelper(
                        "distance",
                        "float[] x, int xAt, float[] w, int wAt",
                        "The squared distance to the prototype at {@code wAt}.",
                        """
                        float sum = 0;
                        for (int j = 0; j < $in; j++) {
                            float d = x[xAt + j] - w[wAt + j];
                            sum += d * d;
                        }
                        return sum;
                        """);
        if (kernel.backward()) {
            source.with("gradientAt", KernelSource.at("dyAt", kernel.y().origin(), "i", 1))
                    .with("toGradient", KernelSource.at("dxAt", kernel.x().origin()))
                    .override(
                            "backward",
                            "float[] x, int xAt, float[] w, float[] dy, int dyAt, float[] dx, int dxAt",
                            """
                            for (int i = 0; i < $units; i++) {
                                addGradient(x, $from, w, i * $in, 2 * dy[$gradientAt], dx, $toGradient);
                            }
                            """)
                    .helper(
                            "addGradient",
                            "float[] x, int xAt, float[] w, int wAt, float twiceDy, float[] dx, int dxAt",
                            "{@code dx[j] += 2 dy (x[j] - w[j])} for one unit.",
                            run.values(dialect, """
                                    FloatVector d = FloatVector.fromArray(LANES, x, xAt + t)
                                            .sub(FloatVector.fromArray(LANES, w, wAt + t));
                                    d.mul(twiceDy).add(FloatVector.fromArray(LANES, dx, dxAt + t)).intoArray(dx, dxAt + t);
                                    """, "dx[dxAt + t] += twiceDy * (x[xAt + t] - w[wAt + t]);"));
        }
        return source;
    }
}
