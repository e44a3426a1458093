package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.Op;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/** LeNet-5's subsampling: each window's sum, times a weight, plus a bias, a map. */
final class SubsampleEmitter implements TextEmitter<Kernel.Subsample> {

    @Override
    public Sizes sizes(Kernel.Subsample kernel) {
        return Sizes.of(kernel.op().output()).layout("x", kernel.x()).layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Subsample kernel, Dialect dialect) {
        Op.Subsample op = kernel.op();
        ActivationFunction f = kernel.activation();
        WindowCells cells = new WindowCells(op.windowHeight(), op.windowWidth(), "xRowPitch");
        String row = KernelSource.times("i", op.windowHeight());
        String column = KernelSource.times("j", op.windowWidth());
        String sum = "(w[c] * sum over u,v of x[c, %s + u, %s + v] + b[c])".formatted(row, column);
        String javadoc = """
                %s: subsampling with a weight and a bias a map (LeCun et al. 1998, section II.B).

                <p>{@code y[c,i,j] = %s}%s
                """.formatted(name.layers(), ActivationCode.formula(f, sum), ChannelBlocks.note(dialect));
        KernelSource source = KernelSource.of(name, dialect, "SubsampleKernel", javadoc, sizes(kernel))
                .with("cell", "xOrigin + %s * xRowPitch + %s * channels".formatted(row, column))
                .with("pixel", "yOrigin + i * yRowPitch + j * channels")
                .with("clear", ChannelBlocks.clear("yAt + yOrigin + i * yRowPitch + width * channels"))
                .with("scalarValue", ActivationCode.scalar(f, "v"))
                .with("vectorValue", ActivationCode.vector(f, "v"))
                .with("scalarSum", cells.each("sum += x[cell@ + c];"))
                .with("vectorSum", cells.each("sum = sum.add(FloatVector.fromArray(LANES, x, cell@));"))
                .with("scalarAdd", cells.each("dx[cell@ + c] += g;"))
                .with("vectorAdd", cells.each("FloatVector.fromArray(LANES, dx, cell@).add(g).intoArray(dx, cell@);"))
                .override("channels", "channels");
        ChannelBlocks.into(source);
        if (dialect == Dialect.VECTOR) {
            vector(source, kernel);
        } else {
            scalar(source, kernel);
        }
        return source;
    }

    private static void scalar(KernelSource source, Kernel.Subsample kernel) {
        source.override("forward", "float[] x, int xAt, float[] w, float[] b, float[] y, int yAt", """
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        int cell = xAt + $cell;
                        int pixel = yAt + $pixel;
                        for (int c = 0; c < channels; c++) {
                            float sum = 0;
                            $scalarSum
                            float v = w[c] * sum + b[c];
                            y[pixel + c] = $scalarValue;
                        }
                    }
                }
                """);
        if (!kernel.backward()) {
            return;
        }
        ActivationPass.backward(source, kernel.activation(), "height", "width * channels");
        source.override("backwardWeights", "float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db", """
                        for (int i = 0; i < height; i++) {
                            for (int j = 0; j < width; j++) {
                                int cell = xAt + $cell;
                                int pixel = dyAt + $pixel;
                                for (int c = 0; c < channels; c++) {
                                    float sum = 0;
                                    $scalarSum
                                    dw[c] += dy[pixel + c] * sum;
                                    db[c] += dy[pixel + c];
                                }
                            }
                        }
                        """)
                .override("backwardInput", "float[] dy, int dyAt, float[] w, float[] dx, int dxAt", """
                        for (int i = 0; i < height; i++) {
                            for (int j = 0; j < width; j++) {
                                int cell = dxAt + $cell;
                                int pixel = dyAt + $pixel;
                                for (int c = 0; c < channels; c++) {
                                    float g = dy[pixel + c] * w[c];
                                    $scalarAdd
                                }
                            }
                        }
                        """);
    }

    private static void vector(KernelSource source, Kernel.Subsample kernel) {
        source.override("forward", "float[] x, int xAt, float[] w, float[] b, float[] y, int yAt", """
                        for (int i = 0; i < height; i++) {
                            $downwards
                                row(i, x, xAt + c, w, b, c, y, yAt + c);
                            }
                            $clear
                        }
                        """)
                .helper(
                        "row",
                        "int i, float[] x, int xAt, float[] w, float[] b, int c, float[] y, int yAt",
                        "Output row i, one block of channels.",
                        """
                        FloatVector weight = FloatVector.fromArray(LANES, w, c);
                        FloatVector bias = FloatVector.fromArray(LANES, b, c);
                        for (int j = 0; j < width; j++) {
                            int cell = xAt + $cell;
                            FloatVector sum = FloatVector.zero(LANES);
                            $vectorSum
                            FloatVector v = weight.fma(sum, bias);
                            $vectorValue.intoArray(y, yAt + $pixel);
                        }
                        """);
        if (!kernel.backward()) {
            return;
        }
        ActivationPass.backward(source, kernel.activation(), "height", "width * channels");
        source.override("backwardWeights", "float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db", """
                        for (int i = 0; i < height; i++) {
                            $upwards
                                addWeightGradient(i, x, xAt + c, dy, dyAt + c, dw, db, c);
                            }
                        }
                        """)
                .helper(
                        "addWeightGradient",
                        "int i, float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db, int c",
                        "{@code dw += dy * sum of the window} and {@code db += dy} over output row i, one block of channels.",
                        """
                        FloatVector weight = FloatVector.fromArray(LANES, dw, c);
                        FloatVector bias = FloatVector.fromArray(LANES, db, c);
                        // not for: JDK 17 boxes a vector that is carried through a loop which might run zero times
                        int j = 0;
                        do {
                            int cell = xAt + $cell;
                            FloatVector sum = FloatVector.zero(LANES);
                            $vectorSum
                            FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + $pixel);
                            weight = g.fma(sum, weight);
                            bias = bias.add(g);
                            j++;
                        } while (j < width);
                        weight.intoArray(dw, c);
                        bias.intoArray(db, c);
                        """)
                .override("backwardInput", "float[] dy, int dyAt, float[] w, float[] dx, int dxAt", """
                        for (int i = 0; i < height; i++) {
                            $upwards
                                addInputGradient(i, dy, dyAt + c, w, c, dx, dxAt + c);
                            }
                        }
                        """)
                .helper(
                        "addInputGradient",
                        "int i, float[] dy, int dyAt, float[] w, int c, float[] dx, int dxAt",
                        "{@code dx += dy * w} for each cell of the windows of output row i, one block of channels.",
                        """
                        $beyond
                        FloatVector weight = FloatVector.fromArray(LANES, w, c);
                        for (int j = 0; j < width; j++) {
                            int cell = dxAt + $cell;
                            FloatVector g = FloatVector.fromArray(LANES, dy, dyAt + $pixel).mul(weight)$kept;
                            $vectorAdd
                        }
                        """);
    }
}
