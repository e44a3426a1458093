package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedLayer;
import espalier.processor.graph.CheckedNode;
import espalier.processor.op.Shape;
import espalier.processor.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes the class that callers use: factories, constants, parameters and the summary. */
final class NetworkEmitter {

    private final Plan plan;
    private final CheckedGraph graph;
    private final GeneratedNames names;
    private final boolean vector;

    private NetworkEmitter(Plan plan, GeneratedNames names, List<Dialect> dialects) {
        this.plan = plan;
        this.graph = plan.graph();
        this.names = names;
        this.vector = dialects.contains(Dialect.VECTOR);
    }

    static TypeSpec emit(Plan plan, GeneratedNames names, List<Dialect> dialects) {
        return new NetworkEmitter(plan, names, dialects).emit();
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
                        outputShape(graph.outputs().get(graph.outputs().size() - 1)),
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
        type.addField(preferred());
        type.addField(names.kernels(), "kernels", Modifier.PRIVATE, Modifier.FINAL);
        type.addMethod(constructor());
        type.addMethod(create());
        type.addMethod(createWithOptions());
        type.addMethod(inference());
        type.addMethod(training());
        type.addMethod(describe());
        type.addMethod(graph());
        type.addMethod(description());
        addLayers(type);
        addParameters(type);
        return type.build();
    }

    private static FieldSpec constant(String name, long value, String javadoc) {
        return FieldSpec.builder(TypeName.LONG, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .initializer("$L", Text.literal(value))
                .addJavadoc(javadoc)
                .build();
    }

    private FieldSpec preferred() {
        return FieldSpec.builder(Names.DIALECT, "PREFERRED", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$T.announce($S, $L)", Names.DIALECTS, graph.name(), vector)
                .build();
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(Names.NETWORK_OPTIONS, "options")
                .addParameter(Names.DIALECT, "dialect")
                .addStatement("super(description(), allParameters(), options, dialect)");
        if (vector) {
            constructor.addStatement("kernels = new $T(dialect == $T.VECTOR)", names.kernels(), Names.DIALECT);
        } else {
            constructor.addStatement("kernels = new $T()", names.kernels());
        }
        return constructor.build();
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
                .addJavadoc("A network with parameters initialised from the options' seed.\n\n"
                        + "@throws IllegalStateException if the options ask for vector kernels that cannot run")
                .addStatement(
                        "return new $T(options,$W$T.choose($S, options, PREFERRED, $L))",
                        names.network(),
                        Names.DIALECTS,
                        graph.name(),
                        vector)
                .build();
    }

    private MethodSpec inference() {
        return MethodSpec.methodBuilder("inference")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .returns(Names.INFERENCE_PASS)
                .addParameter(TypeName.INT, "capacity")
                .addStatement("return new $T(this, kernels, capacity)", names.inference())
                .build();
    }

    private MethodSpec training() {
        return MethodSpec.methodBuilder("training")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(Names.TRAINING_PASS)
                .addParameter(Names.TRAINING_OPTIONS, "options")
                .addStatement("return new $T(this, kernels, options)", names.training())
                .build();
    }

    private MethodSpec describe() {
        return MethodSpec.methodBuilder("describe")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(Names.SUMMARY)
                .addJavadoc("What the network consists of and costs, without making one.")
                .addStatement(
                        "return new $T($S, $L,$Wlayers(), PARAMETERS, BUFFERS, MACS, $L)",
                        Names.SUMMARY,
                        graph.name(),
                        dimensions(graph.nodes().get(0).shape()),
                        Text.literal(plan.activationBytes()))
                .build();
    }

    private MethodSpec graph() {
        return MethodSpec.methodBuilder("graph")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(Names.NETWORK_GRAPH)
                .addStatement("return $T.graph()", names.graph())
                .build();
    }

    private MethodSpec description() {
        CodeBlock outputs = graph.outputs().stream()
                .map(output -> CodeBlock.of(
                        "new $T($S, $L$L)",
                        Names.OUTPUT,
                        output.layer(),
                        dimensions(outputShape(output)),
                        output.isAuxiliary()
                                ? CodeBlock.of(", $L", output.auxiliaryWeight().getAsDouble())
                                : CodeBlock.of("")))
                .collect(CodeBlock.joining(",$W"));
        return MethodSpec.methodBuilder("description")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(Names.NETWORK_DESCRIPTION)
                .addStatement(
                        "return new $T(describe(),$W$T.of($L), $L)",
                        Names.NETWORK_DESCRIPTION,
                        List.class,
                        outputs,
                        plan.imagesAtOnce())
                .build();
    }

    private void addLayers(TypeSpec.Builder type) {
        Statements rows = new Statements();
        for (CheckedLayer layer : graph.layers()) {
            rows.add(
                    layer.trainingOnly()
                            ? "rows.add(new $T($S, $S,$W$L, $L, $L, $L, $L)$Z.inTrainingOnly())"
                            : "rows.add(new $T($S, $S,$W$L, $L, $L, $L, $L))",
                    Names.SUMMARY_LAYER,
                    layer.name(),
                    layer.kind(),
                    dimensions(layer.output()),
                    Text.literal(layer.parameters()),
                    Text.literal(layer.buffers()),
                    Text.literal(layer.macs()),
                    layer.receptiveField()
                            .map(field -> CodeBlock.of("$T.of($L, $L)", List.class, field.height(), field.width()))
                            .orElse(CodeBlock.of("$T.of()", List.class)));
        }
        addList(type, "layers", "rows", Names.SUMMARY_LAYER, rows);
    }

    private void addParameters(TypeSpec.Builder type) {
        Statements additions = new Statements();
        for (CheckedNode node : graph.nodes()) {
            String form = node.trainingOnly() ? "all.add($L$Z.inTrainingOnly())" : "all.add($L)";
            node.parameters().forEach(parameter -> additions.add(form, ParameterCode.of(parameter, node.op())));
        }
        addList(type, "parameterList", "all", Names.PARAMETER, additions);
        type.addMethod(MethodSpec.methodBuilder("allParameters")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(Names.PARAMETERS)
                .addStatement("return $T.of(parameterList())", Names.PARAMETERS)
                .build());
    }

    private static void addList(
            TypeSpec.Builder type, String method, String list, ClassName element, Statements additions) {
        TypeName listType = ParameterizedTypeName.get(ClassName.get(List.class), element);
        MethodSpec.Builder builder = MethodSpec.methodBuilder(method)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(listType)
                .addStatement("$T $N = new $T<>()", listType, list, ArrayList.class);
        additions.into(
                type, builder, method, ParameterSpec.builder(listType, list).build());
        type.addMethod(builder.addStatement("return $N", list).build());
    }

    private Shape outputShape(CheckedGraph.Output output) {
        return graph.nodes().get(output.node()).shape();
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

    /** {@code List.of(C, H, W)} or {@code List.of(units)}. */
    static CodeBlock dimensions(Shape shape) {
        String values = Optional.of(shape)
                .filter(Shape::isVector)
                .map(vector -> Integer.toString(vector.channels()))
                .orElseGet(() -> Stream.of(shape.channels(), shape.height(), shape.width())
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")));
        return CodeBlock.of("$T.of($L)", List.class, values);
    }
}
