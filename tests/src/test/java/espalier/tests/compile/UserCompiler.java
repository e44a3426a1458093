package espalier.tests.compile;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The compilers that every message is tested on. */
public enum UserCompiler {
    /** The JDK's compiler. */
    JAVAC {
        @Override
        JavaCompiler tool() {
            return ToolProvider.getSystemJavaCompiler();
        }

        @Override
        List<String> options() {
            return List.of();
        }
    },
    /** The compiler of Eclipse, which VS Code and others use too. */
    ECJ {
        @Override
        JavaCompiler tool() {
            return new EclipseCompiler();
        }

        @Override
        List<String> options() {
            // ECJ knows no processor's @SuppressWarnings tokens; the imports are those that every case has.
            return List.of("-warn:-unusedImport,warningToken");
        }
    };

    abstract JavaCompiler tool();

    abstract List<String> options();

    /**
     * Compiles sources of a program that uses Espalier.
     *
     * @param sources file names such as {@code nets/Net.java} and their text
     * @param options further options of the compiler, of the processor ({@code -Akey=value}) or both
     */
    public Compilation compile(
            Map<String, String> sources, List<? extends Processor> processors, List<String> options) {
        return compile(sources, processors, options, UserClassPath.entries());
    }

    /** Compiles sources against another class path. */
    Compilation compile(
            Map<String, String> sources,
            List<? extends Processor> processors,
            List<String> options,
            List<Path> classPath) {
        try {
            Path work = Files.createTempDirectory("espalier-tests");
            try {
                return compile(work, sources, processors, options, classPath);
            } finally {
                deleteTree(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Compilation compile(
            Path work,
            Map<String, String> sources,
            List<? extends Processor> processors,
            List<String> moreOptions,
            List<Path> classPath)
            throws IOException {
        Path sourceFolder = Files.createDirectory(work.resolve("source"));
        Path generated = Files.createDirectory(work.resolve("generated"));
        Path classes = Files.createDirectory(work.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : new TreeMap<>(sources).entrySet()) {
            Path file = sourceFolder.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        StringWriter output = new StringWriter();
        JavaCompiler tool = tool();
        boolean success;
        List<Message> messages;
        try (StandardJavaFileManager manager =
                tool.getStandardFileManager(collector, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            manager.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(generated));
            List<String> all = new ArrayList<>(List.of("--release", "17", "-g", "-parameters"));
            all.addAll(options());
            all.addAll(moreOptions);
            JavaCompiler.CompilationTask task = tool.getTask(
                    new PrintWriter(output), manager, collector, all, null, manager.getJavaFileObjectsFromPaths(files));
            task.setLocale(Locale.ENGLISH);
            task.setProcessors(processors);
            success = task.call();
            messages = collector.getDiagnostics().stream()
                    .map(diagnostic -> Message.of(this, diagnostic))
                    .toList();
        }
        return new Compilation(this, success, messages, output.toString(), textFiles(generated), binaryFiles(classes));
    }

    private static Map<String, String> textFiles(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : binaryFiles(folder).entrySet()) {
            texts.put(file.getKey(), new String(file.getValue(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static Map<String, byte[]> binaryFiles(Path folder) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                contents.put(name, Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
