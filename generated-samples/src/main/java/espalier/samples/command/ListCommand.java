package espalier.samples.command;

import espalier.runtime.Summary;
import espalier.samples.catalog.SampleNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code espalier list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the networks.")
final class ListCommand extends EspalierCommand {

    ListCommand(Environment environment) {
        super(environment);
    }

    @Override
    Map<String, Object> execute() {
        List<SampleNetwork> networks = environment().networks().list();
        int width = networks.stream()
                .mapToInt(network -> network.name().length())
                .max()
                .orElse(0);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (SampleNetwork network : networks) {
            Summary summary = network.summary();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", network.name());
            row.put("description", network.description());
            row.put("input", summary.input());
            row.put("parameters", summary.parameters());
            row.put("macs", summary.macs());
            rows.add(row);
            if (human()) {
                String input = summary.input().stream().map(String::valueOf).collect(Collectors.joining("x"));
                String padding = " ".repeat(width - network.name().length());
                console()
                        .line(
                                "%s%s  %9s %,11d parameters  %s",
                                console().strong(network.name()),
                                padding,
                                input,
                                summary.parameters(),
                                network.description());
            }
        }
        return Map.of("networks", rows);
    }
}
