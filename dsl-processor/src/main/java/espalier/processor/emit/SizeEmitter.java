package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.graph.CheckedGraph;
import espalier.processor.graph.CheckedLayer;
import espalier.processor.plan.Plan;
import javax.lang.model.element.Modifier;

/** Writes the class of a network at a further size of its input, which shares parameters and kernels with the main one. */
final class SizeEmitter {

    private SizeEmitter() {}

    static TypeSpec emit(Plan plan, GeneratedNames main) {
        CheckedGraph graph = plan.graph();
        GeneratedNames names = GeneratedNames.of(plan);
        SizeMembers members = new SizeMembers(plan);
        TypeSpec.Builder type = TypeSpec.classBuilder(names.network())
                .addModifiers(Modifier.FINAL)
                .superclass(Names.GENERATED_NETWORK)
                .addJavadoc(
                        "$L for images of $L, with the parameters of {@link $T}:\n$L to $L, $L multiply-adds an image.",
                        graph.interfaceName(),
                        graph.nodes().get(0).shape(),
                        main.network(),
                        graph.nodes().get(0).shape(),
                        members.outputShape(),
                        Text.grouped(macs(graph)))
                .addField(Names.lazy(names.kernels()), "kernels", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(main.network(), "main")
                        .addParameter(Names.lazy(names.kernels()), "kernels")
                        .addStatement("super(description(), main)")
                        .addStatement("this.kernels = kernels")
                        .build());
        CodeBlock counts = CodeBlock.of(
                "$T.PARAMETERS, $T.BUFFERS, $L", main.network(), main.network(), Text.literal(macs(graph)));
        members.addTo(type, Modifier.PRIVATE, counts);
        return type.build();
    }

    private static long macs(CheckedGraph graph) {
        return graph.inferenceLayers().stream().mapToLong(CheckedLayer::macs).sum();
    }
}
