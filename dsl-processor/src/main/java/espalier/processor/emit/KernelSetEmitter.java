package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the class that holds a network's kernels, all in one dialect. */
final class KernelSetEmitter {

    private KernelSetEmitter() {}

    static TypeSpec emit(Plan plan, GeneratedNames names, List<Dialect> dialects) {
        boolean vector = dialects.contains(Dialect.VECTOR);
        TypeSpec.Builder type = TypeSpec.classBuilder(names.kernels())
                .addModifiers(Modifier.FINAL)
                .addJavadoc(
                        "The kernels of $L, all in one dialect.", plan.graph().interfaceName());
        Statements assignments = new Statements();
        boolean any512 = false;
        for (KernelClass kernel : plan.kernels()) {
            type.addField(
                    KernelInterfaces.of(kernel.kernel()),
                    fieldName(plan, kernel),
                    Statements.fieldModifiers(plan.kernels().size()));
            CodeBlock made =
                    CodeBlock.of("new $T()", inPackage(plan, KernelEmitters.className(kernel, Dialect.SCALAR)));
            if (vector) {
                boolean has512 = KernelEmitters.has512(kernel);
                any512 |= has512;
                CodeBlock vectors =
                        CodeBlock.of("new $T()", inPackage(plan, KernelEmitters.className(kernel, Dialect.VECTOR)));
                if (has512) {
                    vectors = CodeBlock.of(
                            "(of512Bits ?$Wnew $T() :$W$L)",
                            inPackage(plan, KernelEmitters.className512(kernel)),
                            vectors);
                }
                made = CodeBlock.of("vector ? $L :$W$L", vectors, made);
            }
            assignments.add("$N =$W$L", fieldName(plan, kernel), made);
        }
        List<ParameterSpec> choices = new ArrayList<>();
        if (vector) {
            choices.add(ParameterSpec.builder(TypeName.BOOLEAN, "vector").build());
        }
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addParameters(choices);
        if (any512) {
            constructor.addStatement("boolean of512Bits = vector && $T.are512Bits()", Names.LANES);
            choices.add(ParameterSpec.builder(TypeName.BOOLEAN, "of512Bits").build());
        }
        assignments.into(type, constructor, "make", choices.toArray(ParameterSpec[]::new));
        return type.addMethod(constructor.build()).build();
    }

    /** The class's name without the network's, decapitalised: {@code conv5x5Of6x14x14To16}. */
    static String fieldName(Plan plan, KernelClass kernel) {
        String name = kernel.name().substring(plan.graph().name().length());
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static ClassName inPackage(Plan plan, String simpleName) {
        return ClassName.get(plan.graph().packageName(), simpleName);
    }
}
