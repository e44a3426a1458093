package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.ArrayList;
import java.util.List;

/** Maps or vectors one after the other along the channels. */
final class ConcatEmitter implements TextEmitter<Kernel.Concat> {

    @Override
    public Sizes sizes(Kernel.Concat kernel) {
        List<Integer> channels =
                kernel.x().stream().map(x -> x.shape().channels()).toList();
        List<Integer> firsts = new ArrayList<>();
        int first = 0;
        for (Layout x : kernel.x()) {
            firsts.add(first);
            first += x.shape().channels();
        }
        return Sizes.of(kernel.op().output())
                .with("xChannels", channels, "of each input")
                .with("first", firsts, "the channel of y at which each input begins")
                .layouts("x", kernel.x())
                .layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Concat kernel, Dialect dialect) {
        String javadoc = """
                %s: concatenation along the channels.

                <p>{@code y[c,i,j] = x[c - first,i,j]}, where {@code first} is the sum of the channels of the inputs before x.
                """.formatted(name.layers());
        KernelSource source = KernelSource.of(name, dialect, "JoinKernel", javadoc, sizes(kernel))
                .with("xRow", "xOrigin[input] + i * xRowPitch[input]")
                .with("yRow", "yOrigin + first[input] + i * yRowPitch")
                .override("forward", "int input, float[] x, int xAt, float[] y, int yAt", """
                        for (int i = 0; i < height; i++) {
                            copyRow(x, xAt + $xRow, y, yAt + $yRow, xChannels[input]);
                        }
                        """)
                .helper(
                        "copyRow",
                        "float[] x, int xAt, float[] y, int yAt, int count",
                        "The channels of an input, {@code count}, of each pixel of a row.",
                        """
                        for (int j = 0; j < width; j++) {
                            System.arraycopy(x, xAt + j * count, y, yAt + j * channels, count);
                        }
                        """);
        if (kernel.backward()) {
            backward(source);
        }
        return source;
    }

    private static void backward(KernelSource source) {
        source.override("backwardActivation", "float[] y, int yAt, float[] dy, int dyAt", """
                        // no activation: dy is the gradient already
                        """)
                .override("backward", "int input, float[] dy, int dyAt, float[] dx, int dxAt", """
                        for (int i = 0; i < height; i++) {
                            int from = dyAt + $yRow;
                            int to = dxAt + $xRow;
                            for (int j = 0; j < width; j++) {
                                addGradient(dy, from + j * channels, dx, to + j * xChannels[input], xChannels[input]);
                            }
                        }
                        """)
                .helper(
                        "addGradient",
                        "float[] dy, int dyAt, float[] dx, int dxAt, int count",
                        "{@code dx += dy} for the channels of an input, {@code count}, of a pixel.",
                        Runs.values(source.dialect(), "count", """
                                FloatVector sum = FloatVector.fromArray(LANES, dx, dxAt + t);
                                sum.add(FloatVector.fromArray(LANES, dy, dyAt + t)).intoArray(dx, dxAt + t);
                                """, "dx[dxAt + t] += dy[dyAt + t];"));
    }
}
