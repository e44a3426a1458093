package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/**
 * Softmax over a vector. Both dialects are plain loops: it is applied once a network, to few values, and a method of three
 * loops in vectors is beyond what C2 inlines.
 */
final class SoftmaxEmitter implements TextEmitter<Kernel.Softmax> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Softmax kernel, Dialect dialect) {
        int n = kernel.op().output().channels();
        String javadoc = """
                %s: softmax of %d values.

                <p>{@code y[i] = exp(x[i] - m) / sum over j of exp(x[j] - m)}, where m is the largest x: the same as without it,
                but no exponential overflows.
                """.formatted(name.layers(), n);
        KernelSource source = KernelSource.of(name, dialect, "MapKernel", javadoc)
                .with("n", n)
                .with("x", KernelSource.at("xAt", kernel.x().origin(), "i", 1))
                .with("y", KernelSource.at("yAt", kernel.y().origin(), "i", 1))
                .override("forward", "float[] x, int xAt, float[] y, int yAt", """
                        float largest = Float.NEGATIVE_INFINITY;
                        for (int i = 0; i < $n; i++) {
                            largest = Math.max(largest, x[$x]);
                        }
                        double sum = 0;
                        for (int i = 0; i < $n; i++) {
                            float e = (float) Math.exp(x[$x] - largest);
                            y[$y] = e;
                            sum += e;
                        }
                        float scale = (float) (1 / sum);
                        for (int i = 0; i < $n; i++) {
                            y[$y] *= scale;
                        }
                        """);
        if (kernel.backward()) {
            backward(source, kernel);
        }
        return source;
    }

    private static void backward(KernelSource source, Kernel.Softmax kernel) {
        source.with("dx", KernelSource.at("dxAt", kernel.x().origin(), "i", 1))
                .with("dy", KernelSource.at("dyAt", kernel.y().origin(), "i", 1))
                .override(
                        "backward",
                        "float[] x, int xAt, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt",
                        """
                        // dx[i] += y[i] * (dy[i] - sum over j of dy[j] * y[j])
                        double mean = 0;
                        for (int i = 0; i < $n; i++) {
                            mean += (double) dy[$dy] * y[$y];
                        }
                        for (int i = 0; i < $n; i++) {
                            dx[$dx] += y[$y] * (dy[$dy] - (float) mean);
                        }
                        """);
    }
}
