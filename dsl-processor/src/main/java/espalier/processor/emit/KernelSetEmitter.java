package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Plan;
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
        for (KernelClass kernel : plan.kernels()) {
            type.addField(
                    KernelInterfaces.of(kernel.kernel()),
                    fieldName(plan, kernel),
                    Statements.fieldModifiers(plan.kernels().size()));
            CodeBlock made =
                    CodeBlock.of("new $T()", inPackage(plan, KernelEmitters.className(kernel, Dialect.SCALAR)));
            if (vector) {
                CodeBlock vectors =
                        CodeBlock.of("new $T()", inPackage(plan, KernelEmitters.className(kernel, Dialect.VECTOR)));
                if (KernelEmitters.has512(kernel)) {
                    vectors = CodeBlock.of(
                            "($T.are512Bits() ?$Wnew $T() :$W$L)",
                            Names.LANES,
                            inPackage(plan, KernelEmitters.className512(kernel)),
                            vectors);
                }
                made = CodeBlock.of("vector ? $L :$W$L", vectors, made);
            }
            assignments.add("$N =$W$L", fieldName(plan, kernel), made);
        }
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        if (vector) {
            ParameterSpec choice =
                    ParameterSpec.builder(TypeName.BOOLEAN, "vector").build();
            assignments.into(type, constructor.addParameter(choice), "make", choice);
        } else {
            assignments.into(type, constructor, "make");
        }
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
