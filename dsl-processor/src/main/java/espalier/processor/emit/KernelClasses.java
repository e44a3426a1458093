package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.KernelClass;
import java.util.List;
import javax.lang.model.element.Modifier;

/** What the classes of all kernels have in common. */
final class KernelClasses {

    private KernelClasses() {}

    /**
     * Begins the class of a kernel; the vector dialect gets the species as {@code LANES}.
     *
     * @param javadoc what is computed, the formula, shapes, cost and, if it is not plain, why it is written this way;
     *     text, not a JavaPoet format
     */
    static TypeSpec.Builder named(KernelClass kernel, Dialect dialect, ClassName kernelInterface, String javadoc) {
        TypeSpec.Builder type = begin(kernel, dialect, kernelInterface, javadoc);
        if (dialect == Dialect.VECTOR) {
            type.addField(lanes());
        }
        return type;
    }

    /** Begins the class of a kernel for machines with 512-bit vectors. */
    static TypeSpec.Builder named512(KernelClass kernel, ClassName kernelInterface, String javadoc) {
        return begin(KernelEmitters.className512(kernel), kernelInterface, javadoc)
                .addField(lanes());
    }

    /** Begins the class of a kernel, as {@link #named}, but without {@code LANES}. */
    static TypeSpec.Builder begin(KernelClass kernel, Dialect dialect, ClassName kernelInterface, String javadoc) {
        return begin(KernelEmitters.className(kernel, dialect), kernelInterface, javadoc);
    }

    /** Begins the class of a kernel that a class of the runtime does most of, without {@code LANES}. */
    static TypeSpec.Builder extending(KernelClass kernel, Dialect dialect, ClassName base, String javadoc) {
        return TypeSpec.classBuilder(KernelEmitters.className(kernel, dialect))
                .addModifiers(Modifier.FINAL)
                .superclass(base)
                .addJavadoc("$L", javadoc);
    }

    private static TypeSpec.Builder begin(String className, ClassName kernelInterface, String javadoc) {
        return TypeSpec.classBuilder(className)
                .addModifiers(Modifier.FINAL)
                .addSuperinterface(kernelInterface)
                .addJavadoc("$L", javadoc);
    }

    /** The field {@code LANES}, the species of all vectors. */
    static FieldSpec lanes() {
        return FieldSpec.builder(Names.FLOAT_SPECIES, "LANES")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$T.FLOATS", Names.LANES)
                .build();
    }

    /** A {@code private static final int} whose value is an expression. */
    static FieldSpec constant(String name, String value) {
        return FieldSpec.builder(TypeName.INT, name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(TypedText.code(value))
                .build();
    }

    /** A public method that overrides one of the kernel's interface. */
    static MethodSpec.Builder override(String name, ParameterSpec... parameters) {
        return method(name, parameters).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    }

    /** A protected method that overrides one of the kernel's base class. */
    static MethodSpec.Builder inherited(String name, ParameterSpec... parameters) {
        return method(name, parameters).addAnnotation(Override.class).addModifiers(Modifier.PROTECTED);
    }

    /** A private static method. */
    static MethodSpec.Builder helper(String name, ParameterSpec... parameters) {
        return method(name, parameters).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
    }

    private static MethodSpec.Builder method(String name, ParameterSpec... parameters) {
        return MethodSpec.methodBuilder(name).addParameters(List.of(parameters));
    }

    /** A parameter {@code float[] name}. */
    static ParameterSpec floats(String name) {
        return ParameterSpec.builder(Names.FLOATS, name).build();
    }

    /** A parameter {@code int name}. */
    static ParameterSpec integer(String name) {
        return ParameterSpec.builder(TypeName.INT, name).build();
    }
}
