package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedLayer;
import espalier.processor.op.Shape;
import espalier.processor.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes the members that a network's class has for each size of the input: its passes, and what it tells of itself. */
final class SizeMembers {

    private final Plan plan;
    private final CheckedGraph graph;
    private final GeneratedNames names;

    SizeMembers(Plan plan) {
        this.plan = plan;
        this.graph = plan.graph();
        this.names = GeneratedNames.of(plan);
    }

    /**
     * Adds them to a class with a field {@code kernels}, a {@code Lazy}.
     *
     * @param visibility of the method that describes the network
     * @param counts parameters, buffers and multiply-adds, separated by commas
     */
    void addTo(TypeSpec.Builder type, Modifier visibility, CodeBlock counts) {
        type.addMethod(inference());
        type.addMethod(training());
        type.addMethod(describe(visibility, counts));
        type.addMethod(graph());
        type.addMethod(description());
        addLayers(type);
    }

    /** The shape of the network's own output. */
    Shape outputShape() {
        return outputShape(graph.outputs().get(graph.outputs().size() - 1));
    }

    private MethodSpec inference() {
        return MethodSpec.methodBuilder("inference")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .returns(Names.INFERENCE_PASS)
                .addParameter(TypeName.INT, "capacity")
                .addStatement("return new $T(this, kernels.get(), capacity)", names.inference())
                .build();
    }

    private MethodSpec training() {
        return MethodSpec.methodBuilder("training")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .returns(Names.GENERATED_TRAINING)
                .addParameter(Names.TRAINING_OPTIONS, "options")
                .addParameter(Names.GRADIENTS, "gradients")
                .addStatement("return new $T(this, kernels.get(), options, gradients)", names.training())
                .build();
    }

    private MethodSpec describe(Modifier visibility, CodeBlock counts) {
        return MethodSpec.methodBuilder("describe")
                .addModifiers(visibility, Modifier.STATIC)
                .returns(Names.SUMMARY)
                .addJavadoc("What the network consists of and costs, without making one.")
                .addStatement(
                        "return new $T($S, $L,$Wlayers(), $L, $L)",
                        Names.SUMMARY,
                        graph.name(),
                        dimensions(graph.nodes().get(0).shape()),
                        counts,
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
        List<Boolean> perRegion = graph.perRegion();
        CodeBlock outputs = graph.outputs().stream()
                .map(output -> CodeBlock.of(
                        perRegion.get(output.node()) ? "new $T($S, $L$L).ofRegions()" : "new $T($S, $L$L)",
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
                        "return new $T(describe(),$W$T.of($L), $L)$L",
                        Names.NETWORK_DESCRIPTION,
                        List.class,
                        outputs,
                        plan.imagesAtOnce(),
                        plan.regionsAtOnce() == 0 ? "" : ".withRegions(" + plan.regionsAtOnce() + ")")
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

    /** Adds a private method that makes a list, in parts where it is long. */
    static void addList(TypeSpec.Builder type, String method, String list, ClassName element, Statements additions) {
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
