package espalier.benchmarks.contender;

import espalier.onnx.OnnxExport;
import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Tensor;
import espalier.runtime.io.Safetensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The process that prepares a network: writes its weights, the ONNX file, and what the plain loops of the scalar dialect
 * compute, to which all contenders are held.
 */
public final class Preparation {

    private Preparation() {}

    /** Arguments: the network, the folder to write to, then for each task {@code inference:BATCH} or {@code training:BATCH}. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Path folder = Path.of(arguments[1]);
        NetworkOptions options = NetworkOptions.defaults().withDialect(Dialect.SCALAR);
        Network network = SampleWeights.create(name, options);
        SampleWeights.vary(network);
        int threads = options.workers().threads();
        Setting files = new Setting(name, Task.INFERENCE, 1, threads, folder);
        Safetensors.save(files.weights(), network.parameters(), Map.of());
        OnnxExport.write(network, files.onnx());
        for (String argument : List.of(arguments).subList(2, arguments.length)) {
            String[] parts = argument.split(":", 2);
            Task task = Task.valueOf(parts[0].toUpperCase(Locale.ROOT));
            Setting setting = new Setting(name, task, Integer.parseInt(parts[1]), threads, folder);
            expectation(network, setting).write(setting.expected());
        }
    }

    private static Expectation expectation(Network network, Setting setting) throws Exception {
        if (setting.task() == Task.INFERENCE) {
            Tensor output = network.predict(setting.images(network.inputShape()));
            return Expectation.ofOutputs(output.data());
        }
        Expectation losses = Expectation.of(new EspalierContender.Steps(network, setting));
        Safetensors.load(setting.weights(), network.parameters());
        return losses;
    }
}
