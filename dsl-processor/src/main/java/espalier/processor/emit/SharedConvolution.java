package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Window;
import espalier.processor.plan.ConvolutionAlgorithm;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;

/**
 * Writes the class of a larger convolution in the vector dialect: its sizes, and its activation. What computes it is the
 * runtime's {@code TiledConvolution} or {@code WinogradConvolution}, one body for all shapes: as fast as a tile with the sizes
 * baked in, and compiled once.
 */
final class SharedConvolution {

    private SharedConvolution() {}

    static TypeSpec vector(KernelClass name, Kernel.Convolution any) {
        Kernel.Convolution kernel = any.takesRectifier() ? any.withBiasAndRelu() : any;
        ActivationFunction activation = kernel.activation();
        String javadoc = new ConvolutionJavadoc(name, kernel, ConvolutionGeometry.plain(kernel), how(kernel)).text();
        TypeSpec.Builder type = KernelClasses.extending(name, Dialect.VECTOR, base(kernel.algorithm()), javadoc)
                .addMethod(constructor(kernel));
        if (!activation.isRectifier()) {
            if (kernel.backward() || !ActivationPass.isSeparate(activation)) {
                type.addField(KernelClasses.lanes());
            }
            MethodSpec.Builder method =
                    KernelClasses.inherited("activate", floats("y"), integer("at"), integer("count"));
            type.addMethod(
                    ActivationPass.activate(method, Dialect.VECTOR, activation).build());
            if (kernel.backward()) {
                ActivationPass.backward(type, Dialect.VECTOR, activation, kernel.y());
            }
        }
        return type.build();
    }

    /** What the base class is told of the activation: what the constructor is told if it takes a rectifier. */
    static CodeBlock rectifier(MethodSpec.Builder constructor, Kernel.Convolution kernel) {
        if (kernel.takesRectifier()) {
            constructor
                    .addJavadoc("@param f what is applied to the sums: nothing where batch norm follows, in training\n")
                    .addParameter(Names.RECTIFIER, "f");
            return CodeBlock.of("f");
        }
        ActivationFunction activation = kernel.activation();
        return CodeBlock.of(
                "$T.$L", Names.RECTIFIER, activation.isRectifier() ? activation.kind() : ActivationKind.NONE);
    }

    private static String how(Kernel.Convolution kernel) {
        String reason = kernel.algorithm().reason(kernel.op());
        if (kernel.algorithm() == ConvolutionAlgorithm.SHARED_TILE) {
            return reason + ".\n";
        }
        int outputs = kernel.algorithm().outputsOfTile();
        return """
                %s: Winograd's filtering takes %d multiplications for %dx%d outputs, not %d.
                """.formatted(reason, (outputs + 2) * (outputs + 2), outputs, outputs, 9 * outputs * outputs);
    }

    private static ClassName base(ConvolutionAlgorithm algorithm) {
        return algorithm == ConvolutionAlgorithm.SHARED_TILE ? Names.TILED_CONVOLUTION : Names.WINOGRAD_CONVOLUTION;
    }

    private static MethodSpec constructor(Kernel.Convolution kernel) {
        Op.Convolution op = kernel.op();
        Window window = op.window();
        ConvolutionGeometry geometry = ConvolutionGeometry.plain(kernel);
        CodeBlock.Builder sizes = CodeBlock.builder()
                .add(
                        "$T.of($L, $L)",
                        Names.CONVOLUTION_GEOMETRY,
                        op.input().channels(),
                        op.output().channels());
        if (op.groups() > 1) {
            sizes.add("\n        .groups($L)", op.groups());
        }
        pair(sizes, "kernel", window.height(), window.width(), 1);
        pair(sizes, "stride", window.strideHeight(), window.strideWidth(), 1);
        pair(sizes, "dilation", window.dilationHeight(), window.dilationWidth(), 1);
        pair(sizes, "padding", window.padding().top(), window.padding().left(), 0);
        pair(sizes, "input", op.input().height(), op.input().width(), 1);
        pair(sizes, "output", op.output().height(), op.output().width(), 1);
        sizes.add("\n        .x($L, $L)", geometry.xOrigin(), kernel.x().rowPitch());
        sizes.add("\n        .y($L, $L)", kernel.y().origin(), kernel.y().rowPitch());
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        CodeBlock rectifier = rectifier(constructor, kernel);
        if (kernel.algorithm() == ConvolutionAlgorithm.SHARED_TILE) {
            constructor.addStatement("super($L, $L)", sizes.build(), rectifier);
        } else {
            int outputs = kernel.algorithm().outputsOfTile();
            constructor.addStatement("super($L, $L, $L)", sizes.build(), outputs, rectifier);
        }
        return constructor.build();
    }

    private static void pair(CodeBlock.Builder sizes, String name, int vertical, int horizontal, int usual) {
        if (vertical != usual || horizontal != usual) {
            sizes.add("\n        .$L($L, $L)", name, vertical, horizontal);
        }
    }
}
