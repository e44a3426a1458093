package espalier.processor.read;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Annotations of a type that the compiler cannot find. javac's model leaves them out, as if nothing had been written; only
 * its trees tell. Other compilers have them in the model.
 */
final class UnresolvedAnnotations {

    private final Optional<Trees> trees;

    private UnresolvedAnnotations(Optional<Trees> trees) {
        this.trees = trees;
    }

    /** What there is of a compilation: nothing where the compiler is not javac. */
    static UnresolvedAnnotations of(ProcessingEnvironment environment) {
        try {
            return new UnresolvedAnnotations(Optional.of(Trees.instance(environment)));
        } catch (IllegalArgumentException | LinkageError e) { // another compiler, on a JVM that may have no javac
            return new UnresolvedAnnotations(Optional.empty());
        }
    }

    /** Whether there is one on a method or a type. */
    boolean standOn(Element element) {
        boolean inModel = element.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().getKind() == TypeKind.ERROR);
        return inModel
                || trees.map(t -> t.getPath(element)).filter(this::standAt).isPresent();
    }

    private boolean standAt(TreePath declaration) {
        if (declaration.getLeaf() instanceof MethodTree method) {
            return standIn(new TreePath(declaration, method.getModifiers()));
        }
        return declaration.getLeaf() instanceof ClassTree type
                && standIn(new TreePath(declaration, type.getModifiers()));
    }

    private boolean standIn(TreePath modifiers) {
        return ((ModifiersTree) modifiers.getLeaf())
                .getAnnotations().stream().anyMatch(annotation -> isUnresolved(modifiers, annotation));
    }

    private boolean isUnresolved(TreePath modifiers, AnnotationTree annotation) {
        TreePath type = new TreePath(new TreePath(modifiers, annotation), annotation.getAnnotationType());
        TypeMirror resolved = trees.orElseThrow().getTypeMirror(type);
        return resolved != null && resolved.getKind() == TypeKind.ERROR;
    }
}
