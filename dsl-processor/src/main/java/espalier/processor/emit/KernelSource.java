package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.KernelClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * A kernel class whose method bodies are given as Java text with placeholders, so that an emitter reads like the code that
 * it writes.
 *
 * <p>In a body {@code $name} or <code>${name}</code> stands for a value given by {@link #with}, which may hold placeholders
 * itself; a value of several lines is indented as the line
 * on which it stands, and a line that holds nothing but an empty value is left out. The types of {@link TypedText} are
 * imported.
 */
final class KernelSource {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)})");

    private final TypeSpec.Builder type;
    private final Dialect dialect;
    private final Sizes sizes;
    private final Map<String, String> values = new TreeMap<>();
    private final List<FieldSpec> constants = new ArrayList<>();

    private KernelSource(TypeSpec.Builder type, Dialect dialect, Sizes sizes) {
        this.type = type;
        this.dialect = dialect;
        this.sizes = sizes;
    }

    /**
     * Begins the class of a kernel.
     *
     * @param kernelInterface simple name of the interface of {@code espalier.runtime.kernel}
     * @param javadoc text of the class comment
     * @param sizes what its methods use as fields
     */
    static KernelSource of(KernelClass kernel, Dialect dialect, String kernelInterface, String javadoc, Sizes sizes) {
        TypeSpec.Builder type = KernelClasses.begin(kernel, dialect, Names.kernelInterface(kernelInterface), javadoc);
        return new KernelSource(type, dialect, sizes);
    }

    Dialect dialect() {
        return dialect;
    }

    boolean isVector() {
        return dialect == Dialect.VECTOR;
    }

    /** Gives a placeholder its value; code is used as text. */
    KernelSource with(String name, Object value) {
        values.put(name, value instanceof CodeBlock code ? TypedText.of(code) : String.valueOf(value));
        return this;
    }

    /** A {@code private static final int}. */
    KernelSource constant(String name, String value) {
        constants.add(KernelClasses.constant(name, filled(value)));
        return this;
    }

    /** A public method of the interface; parameters as {@code float[] x, int xAt}. */
    KernelSource override(String name, String parameters, String body) {
        type.addMethod(KernelClasses.override(name, parameters(filled(parameters)))
                .addCode(code(body))
                .build());
        return this;
    }

    /** A public method of the interface that returns a number. */
    KernelSource override(String name, String value) {
        type.addMethod(KernelClasses.override(name)
                .returns(TypeName.INT)
                .addStatement("return $L", value)
                .build());
        return this;
    }

    /** A public method of the interface that answers a question. */
    KernelSource predicate(String name, String parameters, String condition) {
        type.addMethod(KernelClasses.override(name, parameters(filled(parameters)))
                .returns(TypeName.BOOLEAN)
                .addStatement("return $L", filled(condition))
                .build());
        return this;
    }

    /** A private method with a comment. */
    KernelSource helper(String name, String parameters, String javadoc, String body) {
        return helper(TypeName.VOID, name, parameters, javadoc, body);
    }

    /** A private method that returns a float. */
    KernelSource floatHelper(String name, String parameters, String javadoc, String body) {
        return helper(TypeName.FLOAT, name, parameters, javadoc, body);
    }

    /** A private method that returns a number. */
    KernelSource intHelper(String name, String parameters, String javadoc, String body) {
        return helper(TypeName.INT, name, parameters, javadoc, body);
    }

    /** A method that could be static is, where there are no sizes that it might use. */
    private KernelSource helper(TypeName result, String name, String parameters, String javadoc, String body) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE);
        if (sizes.isEmpty()) {
            method.addModifiers(Modifier.STATIC);
        }
        type.addMethod(method.addParameters(List.of(parameters(filled(parameters))))
                .returns(result)
                .addJavadoc("$L\n", filled(javadoc))
                .addCode(code(body))
                .build());
        return this;
    }

    /** For what is written by other means. */
    TypeSpec.Builder type() {
        return type;
    }

    /** The class; the species stands in it, as {@code LANES}, if a method or a constant uses it. */
    TypeSpec build() {
        TypeSpec written = type.build();
        boolean usesLanes = Stream.concat(
                        written.methodSpecs().stream().map(MethodSpec::code),
                        constants.stream().map(FieldSpec::initializer))
                .anyMatch(code -> code.toString().contains("LANES"));
        if (usesLanes) {
            type.addField(KernelClasses.lanes());
        }
        constants.forEach(type::addField);
        sizes.into(type);
        return type.build();
    }

    /**
     * An expression of an address or an index, without zeros and factors of one: {@code at("xAt", 8, "i", 84)} is
     * {@code xAt + 8 + i * 84}.
     */
    static String at(String base, int constant, Object... indexAndStep) {
        StringBuilder sum = new StringBuilder(base);
        if (constant != 0) {
            sum.append(constant > 0 ? " + " : " - ").append(Math.abs(constant));
        }
        for (int i = 0; i < indexAndStep.length; i += 2) {
            sum.append(" + ").append(times(indexAndStep[i].toString(), (int) indexAndStep[i + 1]));
        }
        return sum.toString();
    }

    /** A place in an image: as {@link #at}, without a base. */
    static String place(int constant, Object... indexAndStep) {
        String sum = at("", constant, indexAndStep);
        return sum.isEmpty() ? "0" : sum.startsWith(" + ") ? sum.substring(3) : sum;
    }

    /** An index times a step, {@code i} for a step of one. */
    static String times(String index, int step) {
        return step == 1 ? index : index + " * " + step;
    }

    private CodeBlock code(String body) {
        return TypedText.code(filled(body));
    }

    private String filled(String template) {
        StringBuilder text = new StringBuilder();
        for (String line : template.split("(?<=\n)", -1)) {
            String filled = filledLine(line);
            if (!filled.isBlank() || line.isBlank()) {
                text.append(filled);
            }
        }
        return text.toString();
    }

    private String filledLine(String line) {
        String indent = " ".repeat(line.length() - line.stripLeading().length());
        return PLACEHOLDER.matcher(line).replaceAll(placeholder -> {
            String name = placeholder.group(1) != null ? placeholder.group(1) : placeholder.group(2);
            String value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("nothing given for " + placeholder.group() + " in " + line);
            }
            return Matcher.quoteReplacement(withoutLastNewline(filled(value)).replace("\n", "\n" + indent));
        });
    }

    private static String withoutLastNewline(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static ParameterSpec[] parameters(String list) {
        return list.isEmpty()
                ? new ParameterSpec[0]
                : Pattern.compile(", ")
                        .splitAsStream(list)
                        .map(KernelSource::parameter)
                        .toArray(ParameterSpec[]::new);
    }

    private static ParameterSpec parameter(String declaration) {
        String name = declaration.substring(declaration.indexOf(' ') + 1);
        TypeName type = switch (declaration.substring(0, declaration.indexOf(' '))) {
            case "float[]" -> Names.FLOATS;
            case "int" -> TypeName.INT;
            case "float" -> TypeName.FLOAT;
            case "long" -> TypeName.LONG;
            default -> throw new IllegalArgumentException(declaration);
        };
        return ParameterSpec.builder(type, name).build();
    }
}
