package espalier.benchmarks.networks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results as JSON: everything that was measured, and what follows from it. */
final class JsonReport {

    private JsonReport() {}

    static String of(Results results) throws IOException {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("date", results.date().toString());
        page.put(
                "machine",
                Map.of(
                        "processor", results.machine().processor(),
                        "cores", results.machine().cores(),
                        "system", results.machine().system(),
                        "load", results.machine().load()));
        page.put("jdks", results.jdks().stream().map(Jdk::version).toList());
        page.put("rounds", results.rounds());
        page.put("seconds", results.seconds());
        page.put("versions", results.versions());
        page.put(
                "rows", results.cells().stream().map(cell -> row(results, cell)).toList());
        page.put(
                "coldStarts",
                results.coldStarts().stream().map(JsonReport::coldStart).toList());
        page.put("memory", results.memory().stream().map(JsonReport::memory).toList());
        page.put("macs", results.macs());
        page.put("generatedBytes", results.generatedBytes());
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(page);
    }

    private static Map<String, Object> row(Results results, Cell cell) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("network", cell.row().network());
        row.put("task", cell.row().task().label());
        row.put("batch", cell.row().batch());
        row.put("threads", cell.threads());
        row.put("jdk", cell.jdk().version());
        cell.row().target(cell.threads()).ifPresent(target -> row.put("target", target));
        results.ratio(cell).ifPresent(ratio -> row.put("ratio", ratio));
        results.bestPeer(cell).ifPresent(peer -> row.put("bestPeer", peer.id()));
        results.shareOfPeak(cell).ifPresent(share -> row.put("shareOfPeak", share));
        Map<String, Object> contenders = new LinkedHashMap<>();
        for (Entrant entrant : results.entrants()) {
            contenders.put(entrant.id(), contender(results, cell, entrant));
        }
        row.put("contenders", contenders);
        return row;
    }

    private static Map<String, Object> contender(Results results, Cell cell, Entrant entrant) {
        Map<String, Object> contender = new LinkedHashMap<>();
        results.time(cell, entrant).ifPresent(time -> contender.put("nanos", spread(time)));
        results.gigaflops(cell, entrant).ifPresent(rate -> contender.put("gigaflops", rate));
        List<Object> processes = new ArrayList<>();
        for (Outcome outcome : results.outcomes(cell, entrant)) {
            if (outcome instanceof Outcome.Measured measured) {
                processes.add(measured.raw());
            } else {
                contender.put("none", outcome.note());
            }
        }
        contender.put("processes", processes);
        return contender;
    }

    private static Map<String, Object> spread(Spread spread) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("median", spread.median());
        map.put("least", spread.least());
        map.put("most", spread.most());
        return map;
    }

    private static Map<String, Object> coldStart(Results.ColdStart start) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("network", start.row().network());
        map.put("contender", start.entrant().id());
        map.put("jdk", start.jdk().version());
        map.put("nanos", start.nanos());
        if (!start.note().isEmpty()) {
            map.put("failed", start.note());
        }
        return map;
    }

    private static Map<String, Object> memory(Results.MemoryUse use) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("network", use.row().network());
        map.put("contender", use.entrant().id());
        map.put("jdk", use.jdk().version());
        map.put("options", use.collector().options());
        map.put("residentBytes", use.residentBytes());
        map.put("heapBytes", use.heapBytes());
        if (!use.note().isEmpty()) {
            map.put("failed", use.note());
        }
        return map;
    }
}
