package espalier.tests.compile;

import java.io.IOException;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.FileObject;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/** Another filer, with one method that sees every file before it is created. */
public class ForwardingFiler implements Filer {

    private final Filer filer;

    public ForwardingFiler(Filer filer) {
        this.filer = filer;
    }

    /** Called before a file is created. */
    protected void creating(CharSequence name, Element... originatingElements) throws IOException {}

    @Override
    public JavaFileObject createSourceFile(CharSequence name, Element... originatingElements) throws IOException {
        creating(name, originatingElements);
        return filer.createSourceFile(name, originatingElements);
    }

    @Override
    public JavaFileObject createClassFile(CharSequence name, Element... originatingElements) throws IOException {
        creating(name, originatingElements);
        return filer.createClassFile(name, originatingElements);
    }

    @Override
    public FileObject createResource(
            JavaFileManager.Location location,
            CharSequence moduleAndPackage,
            CharSequence name,
            Element... originatingElements)
            throws IOException {
        creating(name, originatingElements);
        return filer.createResource(location, moduleAndPackage, name, originatingElements);
    }

    @Override
    public FileObject getResource(JavaFileManager.Location location, CharSequence moduleAndPackage, CharSequence name)
            throws IOException {
        return filer.getResource(location, moduleAndPackage, name);
    }
}
