package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.failure.InternalFailure;
import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedNode;
import espalier.processor.op.ParameterDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Writes the class that describes a network at run time, which is loaded only when it is asked. */
final class GraphEmitter {

    /** A node with a window and batch norm's four parameters takes some 150 bytes of bytecode. */
    private static final int MOST_NODES_IN_A_METHOD = 20;

    private static final TypeName NODES = ParameterizedTypeName.get(ClassName.get(List.class), Names.GRAPH_NODE);

    private GraphEmitter() {}

    static TypeSpec emit(CheckedGraph graph, GeneratedNames names) {
        Statements additions = new Statements(MOST_NODES_IN_A_METHOD);
        for (CheckedNode node : graph.nodes()) {
            InternalFailure.naming(node.layer(), () -> additions.add("nodes.add($L)", node(graph, node)));
        }
        MethodSpec.Builder method = MethodSpec.methodBuilder("graph")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(Names.NETWORK_GRAPH)
                .addJavadoc("The operations, wired, those that only training has among them.")
                .addStatement("$T nodes = new $T<>()", NODES, ArrayList.class);
        TypeSpec.Builder type = TypeSpec.classBuilder(names.graph())
                .addModifiers(Modifier.FINAL)
                .addJavadoc("The operations of $L, for export and diagrams.", graph.interfaceName())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        if (graph.isPublic()) {
            type.addModifiers(Modifier.PUBLIC);
        }
        additions.into(
                type, method, "nodes", ParameterSpec.builder(NODES, "nodes").build());
        CodeBlock outputs = graph.outputs().stream()
                .map(output -> CodeBlock.of(
                        "new $T($S, $S, $L)",
                        Names.GRAPH_OUTPUT,
                        output.layer(),
                        graph.nodes().get(output.node()).name(),
                        output.isAuxiliary()))
                .collect(CodeBlock.joining(",$W"));
        method.addStatement(
                "return new $T($S, nodes,$W$T.of($L))", Names.NETWORK_GRAPH, graph.name(), List.class, outputs);
        return type.addMethod(method.build()).build();
    }

    private static CodeBlock node(CheckedGraph graph, CheckedNode node) {
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "$T.of($S, $S,$W$L,$W$L",
                        Names.GRAPH_NODE,
                        node.layer(),
                        node.name(),
                        OperationCode.of(node.op()),
                        SizeMembers.dimensions(node.shape()));
        for (int input : node.inputs()) {
            code.add(",$W$S", graph.nodes().get(input).name());
        }
        code.add(")");
        Optional<String> norm = ParameterCode.batchNormPrefix(node);
        norm.ifPresent(prefix -> code.add("$Z.withBatchNorm($S)", prefix));
        for (ParameterDeclaration parameter : norm.isPresent() ? List.<ParameterDeclaration>of() : node.parameters()) {
            code.add("$Z.with($T.$L, $S)", Names.graph("ParameterRole"), parameter.role(), parameter.name());
        }
        if (node.trainingOnly()) {
            code.add("$Z.inTrainingOnly()");
        }
        return code.build();
    }
}
