package espalier.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;

/** The types that generated code refers to. The processor does not depend on them. */
final class Names {

    static final TypeName FLOATS = ArrayTypeName.of(TypeName.FLOAT);

    static final ClassName FLOAT_VECTOR = vectorApi("FloatVector");
    static final ClassName VECTOR_OPERATORS = vectorApi("VectorOperators");
    static final TypeName FLOAT_SPECIES =
            ParameterizedTypeName.get(vectorApi("VectorSpecies"), ClassName.get(Float.class));

    static final ClassName LANES = ClassName.get("espalier.runtime.vector", "Lanes");
    static final ClassName VECTOR_MATH = ClassName.get("espalier.runtime.vector", "VectorMath");
    static final ClassName SCALAR_MATH = ClassName.get("espalier.runtime.math", "ScalarMath");

    private Names() {}

    /** An interface of {@code espalier.runtime.kernel}. */
    static ClassName kernelInterface(String simpleName) {
        return ClassName.get("espalier.runtime.kernel", simpleName);
    }

    private static ClassName vectorApi(String simpleName) {
        return ClassName.get("jdk.incubator.vector", simpleName);
    }
}
