package espalier.samples.command;

import espalier.runtime.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code espalier summary}. */
@Command(
        name = "summary",
        description = {
            "Shows what a network consists of and costs for one image.",
            "",
            "Parameters are the trainable ones. Multiply-adds are those of convolutions and dense layers, padded positions "
                    + "counted. A value sees so many rows and columns of the input, its receptive field."
        })
final class SummaryCommand extends EspalierCommand {
    @Parameters(paramLabel = "NET", description = "The network, such as lenet5.")
    private String net;

    SummaryCommand(Environment environment) {
        super(environment);
    }

    @Override
    Map<String, Object> execute() {
        Summary summary = network(net).summary();
        if (human()) {
            console().line("%s", summary);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("net", summary.network());
        result.put("input", summary.input());
        result.put("parameters", summary.parameters());
        result.put("buffers", summary.buffers());
        result.put("macs", summary.macs());
        result.put("auxiliaryParameters", summary.auxiliaryParameters());
        result.put("auxiliaryMacs", summary.auxiliaryMacs());
        result.put("activationBytes", summary.activationBytes());
        result.put("layers", layers(summary));
        return result;
    }

    private static List<Map<String, Object>> layers(Summary summary) {
        List<Map<String, Object>> layers = new ArrayList<>();
        for (Summary.Layer layer : summary.layers()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", layer.name());
            row.put("kind", layer.kind());
            row.put("output", layer.output());
            row.put("parameters", layer.parameters());
            row.put("buffers", layer.buffers());
            row.put("macs", layer.macs());
            row.put("trainingOnly", layer.trainingOnly());
            row.put(
                    "receptiveField",
                    layer.receptiveField().isEmpty() ? rowsAndColumns(summary) : layer.receptiveField());
            layers.add(row);
        }
        return layers;
    }

    /** The whole input. */
    private static List<Integer> rowsAndColumns(Summary summary) {
        return summary.input().subList(1, summary.input().size());
    }
}
