package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/**
 * LeNet-5's output layer: squared distances to fixed prototypes. The distances are plain loops in both dialects: they are
 * few, and the order in which a vector's lanes are added is not the same on every JVM.
 */
final class RbfEmitter implements TextEmitter<Kernel.Rbf> {

    @Override
    public Sizes sizes(Kernel.Rbf kernel) {
        return Sizes.none()
                .with("units", kernel.op().output().channels(), "prototypes, values of y")
                .with("length", kernel.op().input().channels(), "values of x and of a prototype")
                .with("xOrigin", kernel.x().origin(), "where the first value stands in an image of x")
                .with("yOrigin", kernel.y().origin(), "where the first value stands in an image of y");
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Rbf kernel, Dialect dialect) {
        String javadoc = """
                %s: squared distances to prototypes (LeCun et al. 1998, equation 7).

                <p>{@code y[i] = sum over j of (x[j] - w[i][j])^2}
                """.formatted(name.layers());
        KernelSource source = KernelSource.of(name, dialect, "RbfKernel", javadoc, sizes(kernel))
                .override("forward", "float[] x, int xAt, float[] w, float[] y, int yAt", """
                        for (int i = 0; i < units; i++) {
                            y[yAt + yOrigin + i] = distance(x, xAt + xOrigin, w, i * length);
                        }
                        """)
                .floatHelper(
                        "distance",
                        "float[] x, int xAt, float[] w, int wAt",
                        "The squared distance to the prototype at {@code wAt}.",
                        """
                        float sum = 0;
                        for (int j = 0; j < length; j++) {
                            float d = x[xAt + j] - w[wAt + j];
                            sum += d * d;
                        }
                        return sum;
                        """);
        if (kernel.backward()) {
            source.override(
                            "backward",
                            "float[] x, int xAt, float[] w, float[] dy, int dyAt, float[] dx, int dxAt",
                            """
                            for (int i = 0; i < units; i++) {
                                addGradient(x, xAt + xOrigin, w, i * length, 2 * dy[dyAt + yOrigin + i], dx, dxAt + xOrigin);
                            }
                            """)
                    .helper(
                            "addGradient",
                            "float[] x, int xAt, float[] w, int wAt, float twiceDy, float[] dx, int dxAt",
                            "{@code dx[j] += 2 dy (x[j] - w[j])} for one unit.",
                            Runs.values(dialect, """
                                    FloatVector d = FloatVector.fromArray(LANES, x, xAt + t)
                                            .sub(FloatVector.fromArray(LANES, w, wAt + t));
                                    d.mul(twiceDy).add(FloatVector.fromArray(LANES, dx, dxAt + t)).intoArray(dx, dxAt + t);
                                    """, "dx[dxAt + t] += twiceDy * (x[xAt + t] - w[wAt + t]);"));
        }
        return source;
    }
}
