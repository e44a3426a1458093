package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.runtime.kernel.ConvolutionKernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Writes a kernel, compiles it in memory with every lint, and loads it: how tests of emitters get a kernel to run. */
final class CompiledKernels {

    private static final String PACKAGE = "generated";

    private CompiledKernels() {}

    /** An instance of the kernel in one dialect, as its runtime interface. */
    static <T> T compile(Class<T> kernelInterface, Kernel kernel, Dialect dialect) {
        KernelClass kernelClass = new KernelClass("Tested", "tested", kernel, 1);
        return compile(kernelInterface, kernel, KernelEmitters.emit(kernelClass, dialect));
    }

    /** An instance of the kernel's class for 512-bit vectors. */
    static <T> T compile512(Class<T> kernelInterface, Kernel kernel) {
        return compile(kernelInterface, kernel, KernelEmitters.emit512(new KernelClass("Tested", "tested", kernel, 1)));
    }

    private static <T> T compile(Class<T> kernelInterface, Kernel kernel, TypeSpec type) {
        String source = source(type);
        TypeSpec maker = TypeSpec.classBuilder("Maker")
                .addMethod(MethodSpec.methodBuilder("make")
                        .addModifiers(Modifier.STATIC)
                        .returns(Object.class)
                        .addStatement(
                                "return new $T($L)",
                                ClassName.get(PACKAGE, type.name()),
                                KernelEmitters.arguments(kernel))
                        .build())
                .build();
        Map<String, ByteArrayOutputStream> classes = compile(Map.of(type.name(), source, "Maker", source(maker)));
        try {
            Method make =
                    new InMemoryClasses(classes).loadClass(PACKAGE + ".Maker").getDeclaredMethod("make");
            make.setAccessible(true);
            return kernelInterface.cast(make.invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(source, e);
        }
    }

    /** The text of the file that the emitter writes. */
    static String source(KernelClass kernelClass, Dialect dialect) {
        return source(KernelEmitters.emit(kernelClass, dialect));
    }

    private static String source(TypeSpec type) {
        return JavaFile.builder(PACKAGE, type)
                .indent("    ")
                .skipJavaLangImports(true)
                .build()
                .toString();
    }

    private static Map<String, ByteArrayOutputStream> compile(Map<String, String> sources) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        List<String> options =
                List.of("-Xlint:all", "--add-modules", "jdk.incubator.vector", "-classpath", runtimeClasses());
        List<SourceText> texts = sources.entrySet().stream()
                .map(source -> new SourceText(source.getKey(), source.getValue()))
                .toList();
        try (JavaFileManager files =
                new ClassCollector(javac.getStandardFileManager(diagnostics, null, null), classes)) {
            javac.getTask(null, files, diagnostics, options, null, texts).call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            if (!diagnostic.getCode().startsWith("compiler.warn.incubating")) {
                throw new AssertionError(diagnostic + "\n" + String.join("\n", sources.values()));
            }
        }
        return classes;
    }

    private static String runtimeClasses() {
        try {
            URI location = ConvolutionKernel.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(location).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class SourceText extends SimpleJavaFileObject {
        private final String text;

        SourceText(String name, String text) {
            super(URI.create("memory:///" + PACKAGE + "/" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class ClassCollector extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        ClassCollector(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return classes.computeIfAbsent(className, key -> new ByteArrayOutputStream());
                }
            };
        }
    }

    private static final class InMemoryClasses extends ClassLoader {
        private final Map<String, ByteArrayOutputStream> classes;

        InMemoryClasses(Map<String, ByteArrayOutputStream> classes) {
            super(ConvolutionKernel.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream code = classes.get(name);
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, code.toByteArray(), 0, code.size());
        }
    }
}
