package espalier.processor.read;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;

/** The types that a compilation sees: those that it compiles, and those of class files. */
public final class KnownTypes {

    private final Elements elements;
    private final Filer filer;
    private final UnresolvedAnnotations unresolved;
    private final Set<String> compiled = new HashSet<>();

    /** None of which is compiled, as far as is known before the first round. */
    public KnownTypes(ProcessingEnvironment environment) {
        elements = environment.getElementUtils();
        filer = environment.getFiler();
        unresolved = UnresolvedAnnotations.of(environment);
    }

    /** Adds what a round compiles. */
    public void add(RoundEnvironment round) {
        round.getRootElements().forEach(root -> compiled.add(root.toString()));
    }

    /** The type of that name, or null. */
    TypeElement find(String qualifiedName) {
        return elements.getTypeElement(qualifiedName);
    }

    /** Whether a method or a type has an annotation that the compiler cannot find. */
    public boolean isAnnotatedWithUnknown(Element element) {
        return unresolved.standOn(element);
    }

    /** Whether this compilation compiles a type, so that a message can stand in it. */
    boolean isCompiled(TypeElement type) {
        Element outermost = type;
        while (outermost.getEnclosingElement() instanceof TypeElement enclosing) {
            outermost = enclosing;
        }
        return compiled.contains(outermost.toString());
    }

    /**
     * What the class file of a type says about the names of its methods' parameters, by the methods' names; methods of which
     * it says nothing are left out, and so are all if the file cannot be read. ECJ gives other names for annotated methods.
     */
    Map<String, List<String>> parameterNames(TypeElement type) {
        String binaryName = elements.getBinaryName(type).toString();
        int dot = binaryName.lastIndexOf('.');
        String packageName = dot < 0 ? "" : binaryName.substring(0, dot);
        String file = binaryName.substring(dot + 1) + ".class";
        try (InputStream in = filer.getResource(StandardLocation.CLASS_PATH, packageName, file)
                        .openInputStream();
                DataInputStream data = new DataInputStream(in)) {
            return ClassFile.parameterNames(data);
        } catch (IOException | RuntimeException e) { // not every compiler opens every location
            return Map.of();
        }
    }
}
