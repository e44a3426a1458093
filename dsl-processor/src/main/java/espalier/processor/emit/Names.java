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

    static final TypeName FLOAT_MASK = ParameterizedTypeName.get(vectorApi("VectorMask"), ClassName.get(Float.class));

    static final ClassName LANES = ClassName.get("espalier.runtime.vector", "Lanes");
    static final ClassName VECTOR_MATH = ClassName.get("espalier.runtime.vector", "VectorMath");
    static final ClassName VECTOR_ACTIVATIONS = ClassName.get("espalier.runtime.vector", "VectorActivations");
    static final ClassName SCALAR_MATH = ClassName.get("espalier.runtime.math", "ScalarMath");

    static final ClassName TILED_CONVOLUTION = ClassName.get("espalier.runtime.vector", "TiledConvolution");
    static final ClassName TILED_DENSE = ClassName.get("espalier.runtime.vector", "TiledDense");
    static final ClassName WINOGRAD_CONVOLUTION = ClassName.get("espalier.runtime.vector", "WinogradConvolution");
    static final ClassName CONVOLUTION_GEOMETRY = ClassName.get("espalier.runtime.vector", "ConvolutionGeometry");

    static final ClassName TAPS = ClassName.get("espalier.runtime.vector", "Taps");
    static final ClassName TILE_WARM_UP = ClassName.get("espalier.runtime.vector", "TileWarmUp");

    static final ClassName CONVOLUTION_PACKING = kernelInterface("ConvolutionPacking");
    static final ClassName ROW_SUMS = kernelInterface("RowSums");
    static final ClassName RECTIFIER = kernelInterface("Rectifier");
    static final ClassName SCALAR_CONVOLUTION = kernelInterface("ScalarConvolution");
    static final ClassName DEPTHWISE_PACKING = kernelInterface("DepthwisePacking");

    static final ClassName DIALECT = runtime("Dialect");
    static final ClassName GRADIENTS = runtime("Gradients");
    static final ClassName INITIALIZER = runtime("Initializer");
    static final ClassName NETWORK_OPTIONS = runtime("NetworkOptions");
    static final ClassName PARAMETER = runtime("Parameter");
    static final ClassName PARAMETERS = runtime("Parameters");
    static final ClassName SUMMARY = runtime("Summary");
    static final ClassName SUMMARY_LAYER = SUMMARY.nestedClass("Layer");
    static final ClassName TRAINING_OPTIONS = runtime("TrainingOptions");

    static final ClassName DIALECTS = pass("Dialects");
    static final ClassName LAZY = pass("Lazy");
    static final ClassName GENERATED_NETWORK = pass("GeneratedNetwork");
    static final ClassName GENERATED_TRAINING = pass("GeneratedTraining");
    static final ClassName INFERENCE_PASS = pass("InferencePass");
    static final ClassName NETWORK_DESCRIPTION = pass("NetworkDescription");
    static final ClassName OUTPUT = NETWORK_DESCRIPTION.nestedClass("Output");
    static final ClassName PROTOTYPES = pass("Prototypes");
    static final ClassName STEP = pass("Step");

    static final ClassName NETWORK_GRAPH = graph("NetworkGraph");
    static final ClassName GRAPH_OUTPUT = NETWORK_GRAPH.nestedClass("Output");
    static final ClassName GRAPH_NODE = graph("GraphNode");
    static final ClassName OPERATION = graph("Operation");

    private Names() {}

    private static ClassName runtime(String simpleName) {
        return ClassName.get("espalier.runtime", simpleName);
    }

    private static ClassName pass(String simpleName) {
        return ClassName.get("espalier.runtime.pass", simpleName);
    }

    /** A type of {@code espalier.runtime.graph}. */
    static ClassName graph(String simpleName) {
        return ClassName.get("espalier.runtime.graph", simpleName);
    }

    /** A type of {@code espalier.runtime.kernel}. */
    static ClassName kernelInterface(String simpleName) {
        return ClassName.get("espalier.runtime.kernel", simpleName);
    }

    /** Something of that type, made when it is first asked for. */
    static TypeName lazy(ClassName type) {
        return ParameterizedTypeName.get(LAZY, type);
    }

    private static ClassName vectorApi(String simpleName) {
        return ClassName.get("jdk.incubator.vector", simpleName);
    }
}
