package espalier.samples.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher in a tree of its own, with a Maven and a Java that only tell that they were called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The launcher is a POSIX shell script.")
class LauncherTest {
    @TempDir
    private Path root;

    private Path launcher;
    private Path source;

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void makeTree() throws IOException {
        Path module = Files.createDirectories(root.resolve("generated-samples"));
        launcher = Files.createDirectories(module.resolve("bin")).resolve("espalier");
        Files.copy(Path.of("bin/espalier"), launcher);
        source = write(module.resolve("src/main/java/Source.java"), "");
        for (String other : List.of("dsl-annotations", "runtime", "dsl-processor")) {
            Files.createDirectories(root.resolve(other).resolve("src/main"));
        }
        write(root.resolve("pom.xml"), "");
        Instant longAgo = Instant.now().minus(1, ChronoUnit.HOURS);
        for (Path file : List.of(source, root.resolve("pom.xml"))) {
            Files.setLastModifiedTime(file, FileTime.from(longAgo));
        }
        script(
                root.resolve("jdk/bin/java"),
                "echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2",
                "for word; do echo \"$word\"; done",
                "echo 'an error' >&2",
                "printf 'without an end' >&2",
                "exit 7");
        script(
                root.resolve("maven"),
                "echo \"$@\" >> maven.log",
                "mkdir -p generated-samples/target/lib",
                "touch generated-samples/target/espalier-samples-1.jar");
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void script(Path file, String... lines) throws IOException {
        write(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Result launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(root.resolve("out").toFile())
                .redirectError(root.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().put("MAVEN", root.resolve("maven").toString());
        builder.environment().remove("ESPALIER_OPTS");
        Process process = builder.start();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return new Result(
                process.exitValue(), Files.readString(root.resolve("out")), Files.readString(root.resolve("err")));
    }

    private long builds() throws IOException {
        return Files.readAllLines(root.resolve("maven.log"), StandardCharsets.UTF_8)
                .size();
    }

    @Test
    void buildsOnceAndPassesEverythingThrough() throws IOException, InterruptedException {
        Result first = launch("summary", "two words");
        assertEquals(7, first.exitCode());
        assertEquals("espalier: building the samples, once\nan error\nwithout an end", first.err());
        List<String> words = first.out().lines().toList();
        assertEquals(
                List.of("espalier.samples.command.Espalier", "summary", "two words"),
                words.subList(words.size() - 3, words.size()));
        assertTrue(first.out().contains("--add-modules\njdk.incubator.vector\n"), first.out());
        assertTrue(first.out().contains("-Despalier.terminal=false\n"), first.out());
        Result second = launch("list");
        assertEquals("an error\nwithout an end", second.err());
        assertEquals(1, builds());
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws IOException, InterruptedException {
        launch("list");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(1, ChronoUnit.MINUTES)));
        script(
                root.resolve("maven"),
                "echo again >> maven.log",
                "mkdir -p generated-samples/target/lib",
                "touch -r generated-samples/src/main/java/Source.java generated-samples/target/espalier-samples-1.jar");
        launch("list");
        assertEquals(2, builds());
    }

    @Test
    void tellsWhyABuildFailed() throws IOException, InterruptedException {
        script(root.resolve("maven"), "echo 'what Maven said'", "exit 1");
        Result result = launch("list");
        assertEquals(1, result.exitCode());
        assertEquals("", result.out());
        assertEquals(
                "espalier: building the samples, once\nwhat Maven said\nespalier: The build failed.\n", result.err());
    }

    @Test
    void aJavaHomeWithoutJava() throws IOException, InterruptedException {
        Files.delete(root.resolve("jdk/bin/java"));
        Result result = launch("list");
        assertEquals(1, result.exitCode());
        assertEquals(
                "espalier: JAVA_HOME is " + root.resolve("jdk") + ", but there is no bin/java in it.\n", result.err());
    }
}
