package espalier.processor.emit;

import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.stream.Collectors;

/** Maps or vectors one after the other along the channels. */
final class ConcatEmitter implements TextEmitter<Kernel.Concat> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Concat kernel, Dialect dialect) {
        Layout y = kernel.y();
        int inputs = kernel.x().size();
        String javadoc = """
                %s: concatenation of %s to %s along the channels.

                <p>{@code y[c,i,j] = x[c - first,i,j]}, where {@code first} is the sum of the channels of the inputs before x.
                """.formatted(
                        name.layers(),
                        kernel.op().inputs().stream().map(Object::toString).collect(Collectors.joining(", ")),
                        kernel.op().output());
        KernelSource source = KernelSource.of(name, dialect, "JoinKernel", javadoc)
                .with("H", y.shape().height())
                .with("W", y.shape().width())
                .with("Y", y.shape().channels());
        StringBuilder copies = new StringBuilder();
        StringBuilder gradients = new StringBuilder();
        int first = 0;
        for (int input = 0; input < inputs; input++) {
            Layout x = kernel.x().get(input);
            int channels = x.shape().channels();
            String label = input < inputs - 1 ? "case " + input : "default";
            copies.append("%s -> copy(x, %s, y, %s, %d, %d);\n"
                    .formatted(
                            label,
                            KernelSource.at("xAt", x.origin()),
                            KernelSource.at("yAt", y.origin() + first),
                            channels,
                            x.rowPitch()));
            gradients.append("%s -> addGradient(dy, %s, dx, %s, %d, %d);\n"
                    .formatted(
                            label,
                            KernelSource.at("dyAt", y.origin() + first),
                            KernelSource.at("dxAt", x.origin()),
                            channels,
                            x.rowPitch()));
            first += channels;
        }
        source.with("copies", copies)
                .with("gradients", gradients)
                .with(
                        "yPixel",
                        KernelSource.at(
                                "yAt", 0, "i", y.rowPitch(), "j", y.shape().channels()))
                .with(
                        "dyPixel",
                        KernelSource.at(
                                "dyAt", 0, "i", y.rowPitch(), "j", y.shape().channels()))
                .override("forward", "int input, float[] x, int xAt, float[] y, int yAt", """
                        switch (input) {
                            $copies
                        }
                        """)
                .helper(
                        "copy",
                        "float[] x, int xAt, float[] y, int yAt, int channels, int rowPitch",
                        "Each pixel's channels; {@code rowPitch} steps over a row of x.",
                        """
                        for (int i = 0; i < $H; i++) {
                            for (int j = 0; j < $W; j++) {
                                System.arraycopy(x, xAt + i * rowPitch + j * channels, y, $yPixel, channels);
                            }
                        }
                        """);
        if (kernel.backward()) {
            backward(source);
        }
        return source;
    }

    private static void backward(KernelSource source) {
        String channels = source.isVector() ? """
                int c = 0;
                for (; c < LANES.loopBound(channels); c += LANES.length()) {
                    FloatVector sum = FloatVector.fromArray(LANES, dx, dxPixel + c);
                    sum.add(FloatVector.fromArray(LANES, dy, dyPixel + c)).intoArray(dx, dxPixel + c);
                }
                for (; c < channels; c++) {
                    dx[dxPixel + c] += dy[dyPixel + c];
                }
                """ : """
                for (int c = 0; c < channels; c++) {
                    dx[dxPixel + c] += dy[dyPixel + c];
                }
                """;
        source.with("channels", channels)
                .override("backwardActivation", "float[] y, int yAt, float[] dy, int dyAt", """
                        // no activation: dy is the gradient already
                        """)
                .override("backward", "int input, float[] dy, int dyAt, float[] dx, int dxAt", """
                        switch (input) {
                            $gradients
                        }
                        """)
                .helper(
                        "addGradient",
                        "float[] dy, int dyAt, float[] dx, int dxAt, int channels, int rowPitch",
                        "{@code dx += dy} for each pixel's channels; {@code rowPitch} steps over a row of x.",
                        """
                        for (int i = 0; i < $H; i++) {
                            for (int j = 0; j < $W; j++) {
                                int dxPixel = dxAt + i * rowPitch + j * channels;
                                int dyPixel = $dyPixel;
                                $channels
                            }
                        }
                        """);
    }
}
