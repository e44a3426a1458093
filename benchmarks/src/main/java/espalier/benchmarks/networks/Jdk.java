package espalier.benchmarks.networks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Java installation on which contenders run.
 *
 * @param home its folder
 * @param version such as {@code 17.0.15}
 */
record Jdk(Path home, String version) {

    private static final String KEY = "JAVA_VERSION=";

    /**
     * Reads the version from the installation's {@code release} file.
     *
     * @throws IOException in one sentence if there is no Java
     */
    static Jdk at(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.exists(release)) {
            throw new IOException("There is no JDK in " + home + ".");
        }
        return new Jdk(home, version(Files.readAllLines(release)));
    }

    static String version(List<String> release) {
        return release.stream()
                .filter(line -> line.startsWith(KEY))
                .map(line -> line.substring(KEY.length()).replace("\"", "").strip())
                .findFirst()
                .orElse("of unknown version");
    }

    String java() {
        return home.resolve("bin/java").toString();
    }

    String label() {
        return "JDK " + version;
    }
}
