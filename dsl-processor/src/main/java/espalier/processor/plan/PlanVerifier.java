package espalier.processor.plan;

import espalier.processor.failure.InternalFailure;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import java.util.Optional;

/** Checks what every program must keep to; a failure is a defect of the planner, never of the user's network. */
final class PlanVerifier {

    private PlanVerifier() {}

    static void verify(Program program) {
        for (Step step : program.steps()) {
            InternalFailure.naming(step.layer(), () -> verify(program, step));
        }
        for (Program.Output output : program.outputs()) {
            verifyUntouched(program, output.step(), program.steps().size());
        }
    }

    private static Optional<Op.Convolution> convolution(Kernel kernel) {
        if (kernel instanceof Kernel.Convolution convolution) {
            return Optional.of(convolution.op());
        }
        return kernel instanceof Kernel.Depthwise depthwise ? Optional.of(depthwise.op()) : Optional.empty();
    }

    private static void verify(Program program, Step step) {
        Kernel kernel = step.kernel().kernel();
        Kernel written = step.kernel().type().kernel();
        require(KernelForm.of(written).equals(KernelForm.of(kernel)), step, "has another form than its class");
        require(written.backward() || !kernel.backward(), step, "goes backward, which its class does not");
        for (int input : step.inputs()) {
            require(input < step.id(), step, "reads a later step");
            Step writer = program.steps().get(input);
            boolean crosses = step.isPerRegion() && !writer.isPerRegion();
            require(step.isPerRegion() || !writer.isPerRegion(), step, "reads regions for images");
            int turn = program.depthFirst(step).map(DepthFirst::last).orElse(step.id());
            if (program.isKept(writer)) {
                verifyUntouched(program, input, crosses ? program.steps().size() : turn);
            } else {
                require(turn == program.depthFirst(writer).orElseThrow().last(), step, "reads what is not kept");
            }
        }
        if (program.isKept(step)) {
            int size = program.memoryOf(step).get(step.memory());
            require(step.layout().imagePitch() <= size, step, "does not fit its memory");
        }
        convolution(kernel).ifPresent(convolution -> {
            Padding padding = convolution.window().padding();
            Padding border = program.steps().get(step.inputs().get(0)).layout().border();
            boolean inside = padding.top() <= border.top()
                    && padding.left() <= border.left()
                    && padding.bottom() <= border.bottom()
                    && padding.right() <= border.right();
            require(inside, step, "pads beyond the border of its input");
        });
    }

    /** No step between the one that writes a value and the one that reads it may write into its memory. */
    private static void verifyUntouched(Program program, int writer, int reader) {
        Step written = program.steps().get(writer);
        for (int between = writer + 1;
                between <= Math.min(reader, program.steps().size() - 1);
                between++) {
            Step step = program.steps().get(between);
            boolean sharesMemory = step.isPerRegion() == written.isPerRegion() && step.memory() == written.memory();
            require(!sharesMemory, step, "overwrites a value that is still read");
        }
    }

    private static void require(boolean holds, Step step, String violation) {
        if (!holds) {
            throw new IllegalStateException("step " + step.name() + " " + violation);
        }
    }
}
