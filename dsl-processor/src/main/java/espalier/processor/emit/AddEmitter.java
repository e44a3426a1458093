package espalier.processor.emit;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.ArrayList;
import java.util.List;

/** The sum of two or more equal shapes, with a fused activation after the last. */
final class AddEmitter implements TextEmitter<Kernel.Add> {

    @Override
    public KernelSource write(KernelClass name, Kernel.Add kernel, Dialect dialect) {
        ActivationFunction f = kernel.activation();
        List<Layout> layouts = new ArrayList<>(kernel.x());
        layouts.add(kernel.y());
        Runs runs = Runs.of(layouts);
        int last = kernel.x().size() - 1;
        String javadoc = """
                %s: the sum of %d inputs of %s values.

                <p>{@code y = %s}
                """.formatted(
                        name.layers(),
                        kernel.x().size(),
                        kernel.op().output(),
                        ActivationCode.formula(f, last == 1 ? "(x0 + x1)" : "(x0 + ... + x" + last + ")"));
        KernelSource source = KernelSource.of(name, dialect, "JoinKernel", javadoc)
                .with("length", runs.length())
                .with("last", last)
                .with("vectorValue", ActivationCode.vector(f, "sum"))
                .with("scalarValue", ActivationCode.scalar(f, "sum"))
                .with("yRun", runs.at("yAt", kernel.y()))
                .with("first", runs.each("System.arraycopy(x, ${xRun0}, y, $yRun, $length);"));
        StringBuilder cases = new StringBuilder();
        for (int input = 1; input <= last; input++) {
            String method = input < last || f.kind() == ActivationKind.NONE ? "add" : "addAndActivate";
            String label = input < last ? "case " + input : "default";
            source.with("xRun" + input, runs.at("xAt", kernel.x().get(input)))
                    .with("input" + input, runs.each(method + "(x, ${xRun" + input + "}, y, $yRun);"));
            cases.append(label).append(" -> {\n    ${input").append(input).append("}\n}\n");
        }
        source.with("xRun0", runs.at("xAt", kernel.x().get(0)))
                .with("cases", cases)
                .override("forward", "int input, float[] x, int xAt, float[] y, int yAt", """
                        switch (input) {
                            case 0 -> {
                                $first
                            }
                            $cases
                        }
                        """);
        if (kernel.backward() || last > 1 || f.kind() == ActivationKind.NONE) {
            source.helper(
                    "add",
                    "float[] x, int xAt, float[] y, int yAt",
                    "{@code y += x} for neighbouring values, of values or of gradients.",
                    runs.values(dialect, """
                            FloatVector sum = FloatVector.fromArray(LANES, y, yAt + t);
                            sum.add(FloatVector.fromArray(LANES, x, xAt + t)).intoArray(y, yAt + t);
                            """, "y[yAt + t] += x[xAt + t];"));
        }
        if (f.kind() != ActivationKind.NONE) {
            source.helper(
                    "addAndActivate",
                    "float[] x, int xAt, float[] y, int yAt",
                    "The last input, and the activation of the whole sum.",
                    runs.values(dialect, """
                            FloatVector sum = FloatVector.fromArray(LANES, y, yAt + t);
                            sum = sum.add(FloatVector.fromArray(LANES, x, xAt + t));
                            $vectorValue.intoArray(y, yAt + t);
                            """, """
                            float sum = y[yAt + t] + x[xAt + t];
                            y[yAt + t] = $scalarValue;
                            """));
        }
        if (kernel.backward()) {
            backward(source, kernel, runs);
        }
        return source;
    }

    /** The gradient of a sum goes to each of its inputs as it is. */
    private static void backward(KernelSource source, Kernel.Add kernel, Runs runs) {
        ActivationPass.backward(source.type(), source.dialect(), kernel.activation(), kernel.y());
        source.with("dyRun", runs.at("dyAt", kernel.y()));
        boolean oneLayout = kernel.x().stream().distinct().count() == 1;
        StringBuilder cases = new StringBuilder();
        for (int input = 0; input < kernel.x().size(); input++) {
            boolean last = input == kernel.x().size() - 1;
            source.with("dxRun" + input, runs.at("dxAt", kernel.x().get(input)))
                    .with("gradient" + input, runs.each("add(dy, $dyRun, dx, ${dxRun" + input + "});"));
            cases.append(last ? "default" : "case " + input)
                    .append(" -> {\n    ${gradient")
                    .append(input)
                    .append("}\n}\n");
        }
        source.with("gradients", oneLayout ? "$gradient0" : "switch (input) {\n    " + indented(cases) + "\n}\n")
                .override("backward", "int input, float[] dy, int dyAt, float[] dx, int dxAt", "$gradients");
    }

    private static String indented(StringBuilder cases) {
        return cases.toString().stripTrailing().replace("\n", "\n    ");
    }
}
