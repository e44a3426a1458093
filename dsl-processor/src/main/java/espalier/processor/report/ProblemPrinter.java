package espalier.processor.report;

import espalier.processor.problem.Problem;
import espalier.processor.read.MirrorOrigin;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationValue;
import javax.tools.Diagnostic.Kind;

/** Prints problems as messages of the compiler, each at the value that is wrong. */
public final class ProblemPrinter {

    private final Messager messager;
    private final boolean knowsItems;

    /**
     * @param knowsItems whether the compiler finds the position of one item of an array; ECJ knows only whole values
     */
    public ProblemPrinter(Messager messager, boolean knowsItems) {
        this.messager = messager;
        this.knowsItems = knowsItems;
    }

    /** Prints one problem. */
    public void print(Problem problem) {
        Kind kind = problem.isError() ? Kind.ERROR : Kind.WARNING;
        String text = problem.message();
        if (!(problem.origin() instanceof MirrorOrigin origin)) {
            messager.printMessage(kind, text);
        } else if (origin.mirror().isEmpty()) {
            messager.printMessage(kind, text, origin.element());
        } else {
            AnnotationValue value = knowsItems && origin.item().isPresent()
                    ? origin.item().get()
                    : origin.value().orElse(null);
            messager.printMessage(kind, text, origin.element(), origin.mirror().get(), value);
        }
    }
}
