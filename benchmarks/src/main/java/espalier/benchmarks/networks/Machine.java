package espalier.benchmarks.networks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine on which was measured.
 *
 * @param processor its model's name
 * @param cores that the JVM may use
 * @param system the operating system and its architecture
 * @param load how many threads wanted to run in the minute before, on average; negative if the system does not say
 */
record Machine(String processor, int cores, String system, double load) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** Above this load for each core, times say little. */
    private static final double BUSY = 0.3;

    static Machine here() throws IOException {
        List<String> cpuInfo = Files.exists(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of();
        return new Machine(
                processor(cpuInfo),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** From the lines of {@code /proc/cpuinfo}. */
    static String processor(List<String> cpuInfo) {
        return cpuInfo.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("a processor of unknown kind");
    }

    boolean busy() {
        return load > BUSY * cores;
    }
}
