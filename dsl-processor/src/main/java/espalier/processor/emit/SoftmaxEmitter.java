package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/**
 * Softmax over a vector. Both dialects are plain loops: it is applied once a network, to few values, and a method of three
 * loops in vectors is beyond what C2 inlines.
 */
final class SoftmaxEmitter implements TextEmitter<Kernel.Softmax> {

    @Override
    public Sizes sizes(Kernel.Softmax kernel) {
        return Sizes.none()
                .with("count", kernel.op().output().channels(), "values of x and of y")
                .with("xOrigin", kernel.x().origin(), "where the first value stands in an image of x")
                .with("yOrigin", kernel.y().origin(), "where the first value stands in an image of y");
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Softmax kernel, Dialect dialect) {
        String javadoc = """
                %s: softmax.

                <p>{@code y[i] = exp(x[i] - m) / sum over j of exp(x[j] - m)}, where m is the largest x: the same as without it,
                but no exponential overflows.
                """.formatted(name.layers());
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc, sizes(kernel))
                .with("x", "xAt + xOrigin + i")
                .with("y", "yAt + yOrigin + i")
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        float largest = Float.NEGATIVE_INFINITY;
                        for (int i = 0; i < count; i++) {
                            largest = Math.max(largest, x[$x]);
                        }
                        double sum = 0;
                        for (int i = 0; i < count; i++) {
                            float e = (float) Math.exp(x[$x] - largest);
                            y[$y] = e;
                            sum += e;
                        }
                        float scale = (float) (1 / sum);
                        for (int i = 0; i < count; i++) {
                            y[$y] *= scale;
                        }
                        """);
        if (kernel.backward()) {
            backward(source);
        }
        return source;
    }

    private static void backward(KernelSource source) {
        source.with("dx", "dxAt + xOrigin + i")
                .with("dy", "dyAt + yOrigin + i")
                .override(
                        "backward",
                        "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        """
                        // dx[i] += y[i] * (dy[i] - sum over j of dy[j] * y[j])
                        double mean = 0;
                        for (int i = 0; i < count; i++) {
                            mean += (double) dy[$dy] * y[$y];
                        }
                        for (int i = 0; i < count; i++) {
                            dx[$dx] += y[$y] * (dy[$dy] - (float) mean);
                        }
                        """);
    }
}
