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
    public Sizes sizes(Kernel.Add kernel) {
        List<Layout> layouts = new ArrayList<>(kernel.x());
        layouts.add(kernel.y());
        return Runs.rows(layouts.get(0)).sizes().layouts("x", kernel.x()).layout("y", kernel.y());
    }

    @Override
    public KernelSource write(KernelClass name, Kernel.Add kernel, Dialect dialect) {
        ActivationFunction f = kernel.activation();
        boolean activates = f.kind() != ActivationKind.NONE;
        String javadoc = """
                %s: the sum of two or more inputs.

                <p>{@code y = %s}
                """.formatted(name.layers(), ActivationCode.formula(f, "(x0 + x1 + ...)"));
        KernelSource source = KernelSource.of(name, dialect, "JoinKernel", javadoc, sizes(kernel))
                .with("vectorValue", ActivationCode.vector(f, "sum"))
                .with("scalarValue", ActivationCode.scalar(f, "sum"))
                .with("xRun", "xAt + xOrigin[input] + i * xRowPitch[input]")
                .with("yRun", Runs.at("yAt", "y"))
                .override("parts", "xOrigin.length > 2 ? 1 : runs")
                .with("first", activates ? """
                        if (xOrigin.length > 2) {
                            sum(x0, x0Run, x1, x1Run, y, $yRun);
                        } else {
                            sumAndActivate(x0, x0Run, x1, x1Run, y, $yRun);
                        }""" : "sum(x0, x0Run, x1, x1Run, y, $yRun);")
                .override(
                        "forwardFirst",
                        "float[] x0, int x0At, float[] x1, int x1At, float[] y, int yAt, int from, int to",
                        """
                        int runsPerPart = runs / parts();
                        for (int i = from * runsPerPart; i < to * runsPerPart; i++) {
                            int x0Run = x0At + xOrigin[0] + i * xRowPitch[0];
                            int x1Run = x1At + xOrigin[1] + i * xRowPitch[1];
                            $first
                        }
                        """)
                .override(
                        "forward",
                        "int input, float[] x, int xAt, float[] y, int yAt",
                        Runs.each(activates ? """
                                if (input < xOrigin.length - 1) {
                                    add(x, $xRun, y, $yRun);
                                } else {
                                    addAndActivate(x, $xRun, y, $yRun);
                                }
                                """ : "add(x, $xRun, y, $yRun);"))
                .helper(
                        "sum",
                        "float[] x0, int x0At, float[] x1, int x1At, float[] y, int yAt",
                        "{@code y = x0 + x1} for neighbouring values.",
                        Runs.values(dialect, """
                                FloatVector sum = FloatVector.fromArray(LANES, x0, x0At + t);
                                sum.add(FloatVector.fromArray(LANES, x1, x1At + t)).intoArray(y, yAt + t);
                                """, "y[yAt + t] = x0[x0At + t] + x1[x1At + t];"))
                .helper(
                        "add",
                        "float[] x, int xAt, float[] y, int yAt",
                        "{@code y += x} for neighbouring values, of values or of gradients.",
                        Runs.values(dialect, """
                                FloatVector sum = FloatVector.fromArray(LANES, y, yAt + t);
                                sum.add(FloatVector.fromArray(LANES, x, xAt + t)).intoArray(y, yAt + t);
                                """, "y[yAt + t] += x[xAt + t];"));
        if (activates) {
            source.helper(
                    "sumAndActivate",
                    "float[] x0, int x0At, float[] x1, int x1At, float[] y, int yAt",
                    "Two inputs and the activation of their sum.",
                    Runs.values(dialect, """
                            FloatVector sum = FloatVector.fromArray(LANES, x0, x0At + t);
                            sum = sum.add(FloatVector.fromArray(LANES, x1, x1At + t));
                            $vectorValue.intoArray(y, yAt + t);
                            """, """
                            float sum = x0[x0At + t] + x1[x1At + t];
                            y[yAt + t] = $scalarValue;
                            """));
            source.helper(
                    "addAndActivate",
                    "float[] x, int xAt, float[] y, int yAt",
                    "The last input, and the activation of the whole sum.",
                    Runs.values(dialect, """
                            FloatVector sum = FloatVector.fromArray(LANES, y, yAt + t);
                            sum = sum.add(FloatVector.fromArray(LANES, x, xAt + t));
                            $vectorValue.intoArray(y, yAt + t);
                            """, """
                            float sum = y[yAt + t] + x[xAt + t];
                            y[yAt + t] = $scalarValue;
                            """));
        }
        if (kernel.backward()) {
            // The gradient of a sum goes to each of its inputs as it is.
            ActivationPass.backward(source, f, "runs", "length");
            source.predicate(
                            "handsOnGradient",
                            "int input",
                            "xOrigin[input] == yOrigin && xRowPitch[input] == yRowPitch")
                    .with("dxRun", "dxAt + xOrigin[input] + i * xRowPitch[input]")
                    .with("dyRun", Runs.at("dyAt", "y"))
                    .override(
                            "backward",
                            "int input, float[] dy, int dyAt, float[] dx, int dxAt",
                            Runs.each("add(dy, $dyRun, dx, $dxRun);"));
        }
        return source;
    }
}
