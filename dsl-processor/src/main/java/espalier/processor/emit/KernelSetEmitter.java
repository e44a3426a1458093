package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.KernelInstance;
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
        for (KernelInstance kernel : plan.kernels()) {
            type.addField(
                    KernelInterfaces.of(kernel.kernel()),
                    kernel.name(),
                    Statements.fieldModifiers(plan.kernels().size()));
            assignments.add("$N =$W$L", kernel.name(), made(plan, kernel, vector));
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

    /** The expression that makes a kernel. */
    private static CodeBlock made(Plan plan, KernelInstance kernel, boolean vector) {
        KernelClass type = kernel.type();
        CodeBlock scalar = made(plan, kernel, KernelEmitters.className(type, Dialect.SCALAR));
        if (!vector) {
            return scalar;
        }
        CodeBlock vectors = made(plan, kernel, KernelEmitters.className(type, Dialect.VECTOR));
        if (KernelEmitters.has512(type)) {
            CodeBlock wide = made(plan, kernel, KernelEmitters.className512(type));
            vectors = CodeBlock.of("($T.are512Bits() ?$W$L :$W$L)", Names.LANES, wide, vectors);
        }
        return CodeBlock.of("vector ? $L :$W$L", vectors, scalar);
    }

    private static CodeBlock made(Plan plan, KernelInstance kernel, String className) {
        return CodeBlock.of("new $T($L)", inPackage(plan, className), KernelEmitters.arguments(kernel.kernel()));
    }

    private static ClassName inPackage(Plan plan, String simpleName) {
        return ClassName.get(plan.graph().packageName(), simpleName);
    }
}
