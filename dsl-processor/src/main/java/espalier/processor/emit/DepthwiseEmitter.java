package espalier.processor.emit;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import javax.lang.model.element.Modifier;

/**
 * Writes depthwise convolutions. A tile is a block of channels (one vector, or up to four floats in the scalar dialect)
 * times a few neighbouring pixels of a row: each input is read once for all taps under which it lies.
 */
final class DepthwiseEmitter implements KernelEmitter<Kernel.Depthwise> {

    @Override
    public TypeSpec scalar(KernelClass name, Kernel.Depthwise kernel) {
        return write(
                name,
                kernel,
                BlockArithmetic.Scalar.dividing(kernel.op().input().channels()));
    }

    @Override
    public TypeSpec vector(KernelClass name, Kernel.Depthwise kernel) {
        return write(name, kernel, BlockArithmetic.Vector.ofAnyWidth());
    }

    private static TypeSpec write(KernelClass name, Kernel.Depthwise kernel, BlockArithmetic blocks) {
        TypeSpec.Builder type = KernelClasses.named(
                name, blocks.dialect(), Names.kernelInterface("ConvolutionKernel"), javadoc(name, kernel, blocks));
        int taps = kernel.op().window().height() * kernel.op().window().width();
        type.addField(FieldSpec.builder(Names.DEPTHWISE_PACKING, "PACKING")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(
                        "new $T($L, $L)",
                        Names.DEPTHWISE_PACKING,
                        kernel.op().input().channels(),
                        taps)
                .build());
        type.addMethod(KernelClasses.override("packing")
                .returns(Names.DEPTHWISE_PACKING)
                .addStatement("return PACKING")
                .build());
        DepthwiseGeometry geometry = new DepthwiseGeometry(kernel.op(), kernel.x(), kernel.y());
        new DepthwiseForward(geometry, kernel.activation(), blocks, type).write();
        if (kernel.backward()) {
            ActivationPass.backward(type, blocks.dialect(), kernel.activation(), kernel.y());
            new DepthwiseGradients(geometry, blocks, type).write();
        }
        return type.build();
    }

    private static String javadoc(KernelClass name, Kernel.Depthwise kernel, BlockArithmetic blocks) {
        Op.Convolution op = kernel.op();
        Shape output = op.output();
        String sum = "sum over u,v of w[c,u,v] * " + ConvolutionJavadoc.inputTerm(op.window());
        String linear = op.bias() ? "b[c] + " + sum : sum;
        boolean isLinear = kernel.activation().kind() == ActivationKind.NONE;
        long weights =
                (long) output.channels() * op.window().height() * op.window().width();
        return """
                %s: depthwise convolution of %s to %s,
                %s.

                <p>{@code y[c,i,j] = %s}%s

                <p>%s parameters, %s multiply-adds an image.
                x and y are channel-last, x inside a border of zeros that holds the padding.
                Weights are packed [u][v][c].
                %s
                """.formatted(
                        name.layers(),
                        op.input(),
                        output,
                        ConvolutionJavadoc.describe(op.window()),
                        isLinear ? linear : "f(" + linear + ")",
                        isLinear ? "" : ",\nf(s) = " + ActivationCode.formula(kernel.activation(), "s"),
                        Text.grouped(weights + (op.bias() ? output.channels() : 0)),
                        Text.grouped(weights * output.height() * output.width()),
                        blocks.dialect() == Dialect.VECTOR ? """
                        A tile keeps one vector of channels for several pixels of a row in registers,
                        and reads each input once for all taps under which it lies.""" : """
                        A tile keeps a few channels (a, b, ...) of neighbouring pixels (0, 1) in local variables.""");
    }
}
