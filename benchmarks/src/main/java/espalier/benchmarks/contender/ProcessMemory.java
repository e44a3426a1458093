package espalier.benchmarks.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What the kernel says of the memory of a process. */
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long BYTES_PER_KIB = 1024;

    private ProcessMemory() {}

    /** The most that this process ever had resident, in bytes; empty where the system does not say. */
    static OptionalLong highWaterMark() throws IOException {
        return Files.exists(STATUS) ? field(Files.readAllLines(STATUS), "VmHWM") : OptionalLong.empty();
    }

    /** A field of {@code /proc/self/status}, such as {@code VmHWM:   123456 kB}, in bytes. */
    static OptionalLong field(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip().split("\\s+", 2)[0])
                .mapToLong(kib -> Long.parseLong(kib) * BYTES_PER_KIB)
                .findFirst();
    }

    /** Bytes of the Java heap that are in use once garbage is gone. */
    static long heapInUse() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
