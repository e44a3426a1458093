package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * A run of statements that becomes one method, or for a deep network several: HotSpot compiles no method over 8,000 bytes
 * and javac accepts none over 64 kB.
 */
final class Statements {

    /** A statement here is at most some 70 bytes of bytecode, and a method should stay under 4,000. */
    private static final int MOST_IN_A_METHOD = 40;

    private final int mostInAMethod;
    private final List<CodeBlock> statements = new ArrayList<>();

    Statements() {
        this(MOST_IN_A_METHOD);
    }

    /** For statements that are longer. */
    Statements(int mostInAMethod) {
        this.mostInAMethod = mostInAMethod;
    }

    /** Adds a statement, ending it with a semicolon. */
    void add(String format, Object... args) {
        statements.add(CodeBlock.builder().addStatement(format, args).build());
    }

    /** Adds a statement with a comment on the same line. */
    void addWithComment(String comment, String format, Object... args) {
        statements.add(CodeBlock.of("$L; // $L\n", CodeBlock.of(format, args), comment));
    }

    /** Adds a statement below the lines of a comment. */
    void addBelowComment(List<String> comment, String format, Object... args) {
        CodeBlock.Builder code = CodeBlock.builder();
        comment.forEach(line -> code.add("// $L\n", line));
        statements.add(code.addStatement(format, args).build());
    }

    /** Fields that a constructor of few statements assigns can be final; those that helper methods assign cannot. */
    static Modifier[] fieldModifiers(int statements, Modifier... others) {
        List<Modifier> modifiers = new ArrayList<>(List.of(others));
        if (statements <= MOST_IN_A_METHOD) {
            modifiers.add(Modifier.FINAL);
        }
        return modifiers.toArray(Modifier[]::new);
    }

    /**
     * Writes the statements into {@code method}, or into private methods {@code name1}, {@code name2}, … that it calls.
     *
     * @param parameters what the statements use, which {@code method} has under the same names
     */
    void into(TypeSpec.Builder type, MethodSpec.Builder method, String name, ParameterSpec... parameters) {
        if (statements.size() <= mostInAMethod) {
            statements.forEach(method::addCode);
            return;
        }
        boolean isStatic = method.build().modifiers().contains(Modifier.STATIC);
        String arguments = Stream.of(parameters).map(ParameterSpec::name).collect(Collectors.joining(", "));
        int parts = 0;
        for (int from = 0; from < statements.size(); from += mostInAMethod) {
            parts++;
            MethodSpec.Builder part = MethodSpec.methodBuilder(name + parts)
                    .addModifiers(isStatic ? List.of(Modifier.PRIVATE, Modifier.STATIC) : List.of(Modifier.PRIVATE))
                    .addParameters(List.of(parameters));
            statements
                    .subList(from, Math.min(statements.size(), from + mostInAMethod))
                    .forEach(part::addCode);
            type.addMethod(part.build());
            method.addStatement("$N($L)", name + parts, arguments);
        }
    }
}
