package espalier.onnx;

import espalier.runtime.Network;
import espalier.runtime.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes networks as ONNX files, for ONNX Runtime and everything else that reads the format.
 *
 * <p>A file holds the network as it predicts, without dropout and auxiliary heads, and its weights. The batch size is free,
 * pads are explicit. Input and outputs are called as in {@link espalier.runtime.graph.NetworkGraph}, weights as in {@link
 * Network#parameters()}; nodes begin with the name of their operation's node. The same network gives the same bytes.
 *
 * <p>A network that reads regions has a second input, {@code input/regions}, R,5: each row the image's place in the batch,
 * x1, y1, x2, y2.
 */
public final class OnnxExport {

    private OnnxExport() {}

    /** As {@link #write(Network, Path, OnnxOptions)}, with the default options. */
    public static void write(Network network, Path file) throws IOException {
        write(network, file, OnnxOptions.defaults());
    }

    /**
     * Writes the network with its present weights; the file is whole or, after a failure, as it was.
     *
     * @throws OnnxExportException if the format cannot express the network, or not in one file of at most 2 GB
     * @throws IOException in one sentence if the file cannot be written
     */
    public static void write(Network network, Path file, OnnxOptions options) throws IOException {
        ModelFile model = ModelFile.of(network, options);
        AtomicFile.write(file, model::writeTo);
    }
}
