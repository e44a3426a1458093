package espalier.samples.command;

import espalier.onnx.OnnxExport;
import espalier.onnx.OnnxExportException;
import espalier.onnx.OnnxOptions;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Shapes;
import espalier.runtime.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier export}. */
@Command(
        name = "export",
        description = {
            "Writes a network as an ONNX file, for ONNX Runtime and other tools.",
            "",
            "The file holds the network as it predicts, without dropout and auxiliary heads, and its weights. The batch size "
                    + "is free. Without --weights they are those that training would start from."
        })
final class ExportCommand extends EspalierCommand {
    @Parameters(paramLabel = "NET", description = "The network, such as lenet5.")
    private String net;

    @Option(names = "--onnx", paramLabel = "FILE", required = true, description = "The file to write.")
    private Path file;

    @Option(names = "--weights", paramLabel = "FILE", description = "The trained weights, a safetensors file.")
    private Path weights;

    @Option(
            names = "--opset",
            paramLabel = "N",
            defaultValue = "" + OnnxOptions.LEAST_OPSET,
            description = "The version of ONNX's operators, " + OnnxOptions.LEAST_OPSET + " to "
                    + OnnxOptions.GREATEST_OPSET + "; ${DEFAULT-VALUE} unless given.")
    private int opset;

    @Option(
            names = "--keep-batch-norm",
            description =
                    "Write every batch norm as an operator of its own; otherwise it goes into the weights before it.")
    private boolean keepBatchNorm;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            description = "The size of the images, such as 180x180, of a network that was generated for several.")
    private String size;

    ExportCommand(Environment environment) {
        super(environment);
    }

    @Override
    Map<String, Object> execute() throws IOException {
        OnnxOptions options = options();
        // Nothing is predicted, so that there is nothing to warm up.
        Network network = sized(network(net).create(NetworkOptions.defaults().withQuickStart()));
        if (weights != null) {
            Safetensors.load(weights, network.parameters());
        }
        try {
            OnnxExport.write(network, file, options);
        } catch (OnnxExportException e) {
            throw new Failure(e.getMessage(), e);
        }
        long bytes = Files.size(file);
        console()
                .line(
                        "%s, input Nx%s, opset %d: %,d bytes in %s.",
                        network.name(), Shapes.text(network.inputShape()), opset, bytes, file);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("net", network.name());
        result.put("file", file.toString());
        result.put("bytes", bytes);
        result.put("opset", opset);
        result.put("input", network.inputShape());
        result.put("outputs", network.outputs());
        return result;
    }

    private Network sized(Network network) {
        if (size == null) {
            return network;
        }
        List<String> sizes = network.sizes().stream().map(ExportCommand::size).toList();
        if (!sizes.contains(size)) {
            throw misunderstood(
                    network.name() + " takes images of " + String.join(" or ", sizes) + ", not " + size + ".");
        }
        return network.sizes().get(sizes.indexOf(size));
    }

    private static String size(Network network) {
        return network.inputShape().get(1) + "x" + network.inputShape().get(2);
    }

    private OnnxOptions options() {
        try {
            OnnxOptions options = OnnxOptions.defaults().withOpset(opset);
            return keepBatchNorm ? options.withBatchNormKept() : options;
        } catch (IllegalArgumentException e) {
            throw misunderstood(e.getMessage());
        }
    }
}
