package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.failure.InternalFailure;
import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedLayer;
import espalier.processor.graph.CheckedNode;
import espalier.processor.plan.ConvolutionAlgorithm;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelInstance;
import espalier.processor.plan.Plan;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the class that callers use: factories, constants, parameters and the summary. */
final class NetworkEmitter {

    private final List<Plan> otherSizes;
    private final CheckedGraph graph;
    private final GeneratedNames names;
    private final SizeMembers members;
    private final boolean vector;
    private final boolean sharesTile;

    private NetworkEmitter(List<Plan> plans, List<Dialect> dialects) {
        this.otherSizes = plans.subList(1, plans.size());
        this.graph = plans.get(0).graph();
        this.names = GeneratedNames.of(plans.get(0));
        this.members = new SizeMembers(plans.get(0));
        this.vector = dialects.contains(Dialect.VECTOR);
        this.sharesTile = plans.get(0).kernels().stream().anyMatch(NetworkEmitter::sharesTile);
    }

    /**
     * The class.
     *
     * @param plans one a size of the input, the main one first
     */
    static TypeSpec emit(List<Plan> plans, List<Dialect> dialects) {
        return new NetworkEmitter(plans, dialects).emit();
    }

    private TypeSpec emit() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.network())
                .addModifiers(Modifier.FINAL)
                .superclass(Names.GENERATED_NETWORK)
                .addJavadoc(
                        "$L with its weights:\n$L to $L, $L parameters, $L multiply-adds an image.\n\n"
                                + "<p>Safe to share between threads that predict.",
                        graph.interfaceName(),
                        graph.nodes().get(0).shape(),
                        members.outputShape(),
                        Text.grouped(parameters()),
                        Text.grouped(macs()));
        if (graph.isPublic()) {
            type.addModifiers(Modifier.PUBLIC);
        }
        type.addField(constant("PARAMETERS", parameters(), "Trainable values."));
        type.addField(constant("BUFFERS", buffers(), "Other values, such as running statistics."));
        type.addField(constant("MACS", macs(), "Multiply-adds of convolutions and dense layers, for one image."));
        if (!graph.trainingOnlyLayers().isEmpty()) {
            type.addField(constant(
                    "AUXILIARY_PARAMETERS",
                    graph.trainingOnlyLayers().stream()
                            .mapToLong(CheckedLayer::parameters)
                            .sum(),
                    "Trainable values of the layers that only training has."));
        }
        type.addType(preferred());
        type.addField(Names.lazy(names.kernels()), "kernels", Modifier.PRIVATE, Modifier.FINAL);
        type.addMethod(constructor());
        if (vector) {
            type.addMethod(scalarConstructor());
        }
        type.addMethod(create());
        type.addMethod(createWithOptions());
        members.addTo(type, Modifier.PUBLIC, CodeBlock.of("PARAMETERS, BUFFERS, MACS"));
        addParameters(type);
        return type.build();
    }

    private static FieldSpec constant(String name, long value, String javadoc) {
        return FieldSpec.builder(TypeName.LONG, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .initializer("$L", Text.literal(value))
                .addJavadoc(javadoc)
                .build();
    }

    private TypeSpec preferred() {
        return TypeSpec.classBuilder("Preferred")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Said once, when a network is first created without naming a dialect.")
                .addField(FieldSpec.builder(Names.DIALECT, "DIALECT", Modifier.STATIC, Modifier.FINAL)
                        .initializer("$T.announce($S, $L)", Names.DIALECTS, graph.name(), vector)
                        .build())
                .build();
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(Names.NETWORK_OPTIONS, "options")
                .addParameter(Names.DIALECT, "dialect")
                .addStatement("super(description(), $T::allParameters, options, dialect$L)", names.network(), warmUp());
        if (vector) {
            constructor.addStatement(
                    "kernels = new $T<>(() -> new $T(dialect == $T.VECTOR))",
                    Names.LAZY,
                    names.kernels(),
                    Names.DIALECT);
        } else {
            constructor.addStatement("kernels = new $T<>($T::new)", Names.LAZY, names.kernels());
        }
        addSizes(constructor);
        if (vector) {
            constructor
                    .beginControlFlow("if (options.quickStart() && dialect == $T.VECTOR)", Names.DIALECT)
                    .addStatement("startWith(new $T(this), $L)", names.network(), tileWarmUp())
                    .endControlFlow();
        }
        return constructor.build();
    }

    /** For a quick start: the same parameters on scalar kernels. */
    private MethodSpec scalarConstructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(names.network(), "vector")
                .addStatement("super(description(), vector, $T.SCALAR)", Names.DIALECT)
                .addStatement("kernels = new $T<>(() -> new $T(false))", Names.LAZY, names.kernels());
        addSizes(constructor);
        return constructor.build();
    }

    private void addSizes(MethodSpec.Builder constructor) {
        for (Plan size : otherSizes) {
            constructor.addStatement(
                    "addSize(new $T(this, kernels))", GeneratedNames.of(size).network());
        }
    }

    /** What is compiled by the JIT while parameters are initialised, if there are layers that share it. */
    private CodeBlock warmUp() {
        return vector && sharesTile
                ? CodeBlock.of(",$Wdialect == $T.VECTOR ? $L : () -> {}", Names.DIALECT, tileWarmUp())
                : CodeBlock.of("");
    }

    private CodeBlock tileWarmUp() {
        return sharesTile ? CodeBlock.of("$T::run", Names.TILE_WARM_UP) : CodeBlock.of("() -> {}");
    }

    private static boolean sharesTile(KernelInstance kernel) {
        return kernel.kernel() instanceof Kernel.Convolution convolution
                && convolution.algorithm() != ConvolutionAlgorithm.OWN_TILE;
    }

    private MethodSpec create() {
        return MethodSpec.methodBuilder("create")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(names.network())
                .addJavadoc("A network with parameters initialised from seed 0, on the shared pool of threads.")
                .addStatement("return create($T.defaults())", Names.NETWORK_OPTIONS)
                .build();
    }

    private MethodSpec createWithOptions() {
        return MethodSpec.methodBuilder("create")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(names.network())
                .addParameter(Names.NETWORK_OPTIONS, "options")
                .addJavadoc("""
                        A network with parameters initialised from the options' seed, or with the options' weights.

                        @throws IllegalStateException if the options ask for vector kernels that cannot run
                        @throws java.io.UncheckedIOException if the options' weights cannot be read or belong to another network
                        """)
                .addStatement(
                        "return new $T(options,$W$T.choose($S, options,$W() -> Preferred.DIALECT, $L))",
                        names.network(),
                        Names.DIALECTS,
                        graph.name(),
                        vector)
                .build();
    }

    private void addParameters(TypeSpec.Builder type) {
        Statements additions = new Statements();
        for (CheckedNode node : graph.nodes()) {
            InternalFailure.naming(
                    node.layer(),
                    () -> ParameterCode.additions(node).forEach(addition -> additions.add("$L", addition)));
        }
        SizeMembers.addList(type, "parameterList", "all", Names.PARAMETER, additions);
        type.addMethod(MethodSpec.methodBuilder("allParameters")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(Names.PARAMETERS)
                .addStatement("return $T.of(parameterList())", Names.PARAMETERS)
                .build());
    }

    private long parameters() {
        return graph.inferenceLayers().stream()
                .mapToLong(CheckedLayer::parameters)
                .sum();
    }

    private long buffers() {
        return graph.inferenceLayers().stream().mapToLong(CheckedLayer::buffers).sum();
    }

    private long macs() {
        return graph.inferenceLayers().stream().mapToLong(CheckedLayer::macs).sum();
    }
}
