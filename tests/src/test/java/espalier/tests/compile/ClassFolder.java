package espalier.tests.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Classes compiled before others, as those of a jar are; deleted at the end. */
record ClassFolder(Path path) implements AutoCloseable {

    /** Compiles a source of the package {@code blocks}, without processors. */
    static ClassFolder compile(String source, List<String> options) {
        try {
            Path work = Files.createTempDirectory("espalier-classes");
            Path file = Files.writeString(
                    Files.createDirectories(work.resolve("blocks")).resolve("Basic.java"), source);
            List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", work.toString()));
            arguments.addAll(List.of("-cp", UserClassPath.entries().get(0).toString()));
            arguments.addAll(options);
            arguments.add(file.toString());
            int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
            if (status != 0) {
                throw new AssertionError("javac refuses " + source);
            }
            Files.delete(file);
            return new ClassFolder(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
