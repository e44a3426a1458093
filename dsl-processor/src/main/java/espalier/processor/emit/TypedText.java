package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Java text in which some types stand by their simple names, and code that imports them. Those of {@code java.lang} are
 * among them: a user's class of the same name may stand in the package.
 */
final class TypedText {

    private static final Map<String, ClassName> TYPES = Map.ofEntries(
            Map.entry("FloatVector", Names.FLOAT_VECTOR),
            Map.entry("IntVector", ClassName.get("jdk.incubator.vector", "IntVector")),
            Map.entry("VectorMask", ClassName.get("jdk.incubator.vector", "VectorMask")),
            Map.entry("VectorOperators", Names.VECTOR_OPERATORS),
            Map.entry("VectorMath", Names.VECTOR_MATH),
            Map.entry("ScalarMath", Names.SCALAR_MATH),
            Map.entry("RegionKernel", Names.kernelInterface("RegionKernel")),
            Map.entry("Lanes", Names.LANES),
            Map.entry("Arrays", ClassName.get("java.util", "Arrays")),
            Map.entry("Float", ClassName.get(Float.class)),
            Map.entry("Math", ClassName.get(Math.class)),
            Map.entry("System", ClassName.get(System.class)));

    private static final Pattern TYPE = Pattern.compile("(?<!\\.)\\b(" + String.join("|", TYPES.keySet()) + ")\\b");

    private TypedText() {}

    /** Text as code that imports the types. */
    static CodeBlock code(String text) {
        List<Object> types = new ArrayList<>();
        StringBuilder format = new StringBuilder();
        Matcher matcher = TYPE.matcher(text);
        while (matcher.find()) {
            types.add(TYPES.get(matcher.group()));
            matcher.appendReplacement(format, Matcher.quoteReplacement("$T"));
        }
        matcher.appendTail(format);
        return CodeBlock.of(format.toString(), types.toArray());
    }

    /** Code as text in which the types have their simple names. */
    static String of(CodeBlock code) {
        String text = code.toString();
        for (Map.Entry<String, ClassName> known : TYPES.entrySet()) {
            text = text.replace(known.getValue().canonicalName(), known.getKey());
        }
        return text;
    }
}
