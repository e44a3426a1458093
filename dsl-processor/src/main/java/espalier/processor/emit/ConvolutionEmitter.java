package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Writes direct convolutions. All three passes are the same register tile: a block of neighbouring values (one vector, or
 * four floats in the scalar dialect) times a row of single values, each product added to a sum of its own. Forward takes
 * a block of filters times a row of output pixels; the weight gradient a block of filters times a row of taps; the input
 * gradient a block of taps times a row of output pixels.
 */
final class ConvolutionEmitter implements KernelEmitter<Kernel.Convolution> {

    @Override
    public TypeSpec scalar(KernelClass name, Kernel.Convolution kernel) {
        ConvolutionGeometry geometry = ConvolutionGeometry.plain(kernel);
        return write(name, kernel, geometry, BlockArithmetic.Scalar.covering(geometry.filters()));
    }

    @Override
    public TypeSpec vector(KernelClass name, Kernel.Convolution kernel) {
        ConvolutionGeometry geometry = ConvolutionGeometry.filling(Layout.SLACK, kernel);
        return write(name, kernel, geometry, new BlockArithmetic.Vector());
    }

    private static TypeSpec write(
            KernelClass name, Kernel.Convolution kernel, ConvolutionGeometry geometry, BlockArithmetic blocks) {
        TypeSpec.Builder type = KernelClasses.named(
                name,
                blocks.dialect(),
                Names.kernelInterface("ConvolutionKernel"),
                new ConvolutionJavadoc(name, kernel, geometry, blocks.dialect()).text());
        packing(type, kernel, geometry, blocks);
        new ConvolutionForward(kernel, geometry, blocks, type).write();
        if (kernel.backward()) {
            ActivationPass.backward(type, blocks.dialect(), kernel.activation(), kernel.y());
            new ConvolutionWeightGradient(kernel, geometry, blocks, type).write();
            new ConvolutionInputGradient(kernel, geometry, blocks, type).write();
        }
        return type.build();
    }

    private static void packing(
            TypeSpec.Builder type, Kernel.Convolution kernel, ConvolutionGeometry geometry, BlockArithmetic blocks) {
        CodeBlock.Builder value = CodeBlock.builder()
                .add("$T.blocksOf($L)", Names.CONVOLUTION_PACKING, blocks.lanes())
                .add("\n        .filters($L)", kernel.op().output().channels())
                .add("\n        .channels($L)", kernel.op().input().channels())
                .add(
                        "\n        .kernel($L, $L)",
                        geometry.window().height(),
                        geometry.window().width());
        if (kernel.op().groups() > 1) {
            value.add("\n        .groups($L)", kernel.op().groups());
        }
        if (geometry.merged() > 1) {
            value.add("\n        .merged($L)", geometry.merged());
        }
        if (geometry.pixels() > 1) {
            value.add(
                    "\n        .pixels($L, $L)",
                    geometry.pixels(),
                    geometry.window().strideWidth());
        }
        if (geometry.runs() > 1) {
            value.add("\n        .columnsApart()");
        }
        if (!kernel.op().connections().isEmpty()) {
            value.add("\n        .connections($L)", connections(kernel));
        }
        type.addField(FieldSpec.builder(Names.CONVOLUTION_PACKING, "PACKING")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(value.add("\n        .build()").build())
                .build());
        type.addMethod(KernelClasses.override("packing")
                .returns(Names.CONVOLUTION_PACKING)
                .addStatement("return PACKING")
                .build());
    }

    private static String connections(Kernel.Convolution kernel) {
        return kernel.op().connections().stream()
                .map(maps -> maps.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}")))
                .collect(Collectors.joining(",\n            ", "new int[][] {\n            ", "\n        }"));
    }
}
