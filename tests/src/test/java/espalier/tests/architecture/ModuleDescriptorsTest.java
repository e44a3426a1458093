package espalier.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the published modules open to the world. */
class ModuleDescriptorsTest {

    @Test
    void theAnnotationsAreExported() throws ReflectiveOperationException {
        assertEquals(Set.of("espalier.dsl"), exports(descriptorOf("espalier.dsl.Network", "espalier.dsl")));
    }

    @Test
    void theRunTimeExportsAllButItsInternals() throws ReflectiveOperationException {
        ModuleDescriptor runtime = descriptorOf("espalier.runtime.Network", "espalier.runtime");
        Set<String> expected = new TreeSet<>(runtime.packages());
        expected.remove("espalier.runtime.internal");
        assertEquals(expected, new TreeSet<>(exports(runtime)));
    }

    @Test
    void theRunTimeRequiresTheVectorModuleAtCompileTimeOnly() throws ReflectiveOperationException {
        ModuleDescriptor runtime = descriptorOf("espalier.runtime.Network", "espalier.runtime");
        Set<String> atRunTime = runtime.requires().stream()
                .filter(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toSet());
        assertEquals(Set.of("java.base"), atRunTime);
    }

    @Test
    void theProcessorProvidesItselfAndExportsNothing() throws ReflectiveOperationException {
        ModuleDescriptor processor = descriptorOf("espalier.processor.EspalierProcessor", "espalier.processor");
        assertEquals(Set.of(), exports(processor));
        assertEquals(
                Set.of("javax.annotation.processing.Processor"),
                processor.provides().stream()
                        .map(ModuleDescriptor.Provides::service)
                        .collect(Collectors.toSet()));
    }

    @Test
    void theExportPassesTheRunTimeOnAndKeepsTheFormatToItself() throws ReflectiveOperationException {
        ModuleDescriptor onnx = descriptorOf("espalier.onnx.OnnxExport", "espalier.onnx");
        Set<String> passedOn = onnx.requires().stream()
                .filter(required -> required.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                .map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toSet());
        assertEquals(Set.of("espalier.runtime"), passedOn);
        assertEquals(Set.of("espalier.onnx"), exports(onnx));
    }

    private static Set<String> exports(ModuleDescriptor module) {
        return module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
    }

    /** The descriptor beside a class, in the folder or jar from which it was loaded. */
    private static ModuleDescriptor descriptorOf(String className, String module) throws ReflectiveOperationException {
        try {
            Path location = Path.of(Class.forName(className)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return ModuleFinder.of(location).find(module).orElseThrow().descriptor();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The location of " + className + " is no path", e);
        }
    }
}
