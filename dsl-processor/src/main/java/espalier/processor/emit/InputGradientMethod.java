package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import espalier.processor.op.Window;

/** The method {@code backwardInput} of a convolution's kernel, however its gradient is computed. */
final class InputGradientMethod {

    /** What is added where every filter reads every channel of its group. */
    static final String SUM = "sum over k of w[k,c,u,v] * dy[k,i,j]";

    /** What is added where a filter reads one channel. */
    static final String OF_ONE_CHANNEL = "w[c,u,v] * dy[c,i,j]";

    private InputGradientMethod() {}

    /** The method, commented with what it adds to the inputs of a window. */
    static MethodSpec of(String term, Window window, CodeBlock code) {
        return KernelClasses.override(
                        "backwardInput",
                        floats("dy"),
                        integer("dyAt"),
                        floats("w"),
                        floats("dx"),
                        integer("dxAt"),
                        floats("scratch"))
                .addJavadoc("{@code d$L += $L}, for all i, j, u and v.\n", ConvolutionJavadoc.inputTerm(window), term)
                .addCode(code)
                .build();
    }
}
