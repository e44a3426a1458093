package espalier.runtime.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import espalier.runtime.Gradients;
import espalier.runtime.Initializer;
import espalier.runtime.Parameter;
import espalier.runtime.Parameters;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {

    /** Three steps from (1, -2), computed in double by PyTorch's documented formulas. */
    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of(Sgd.rate(0.1), 1.025f, -2.15f),
                Arguments.of(Sgd.rate(0.1).withWeightDecay(0.01), 1.0221279f, -2.1441559f),
                Arguments.of(Sgd.rate(0.1).withMomentum(0.9), 0.917f, -2.024f),
                Arguments.of(Sgd.rate(0.1).withMomentum(0.9).withNesterov(), 0.9503f, -2.1716f),
                Arguments.of(
                        Sgd.rate(0.1).withMomentum(0.9).withNesterov().withWeightDecay(0.01), 0.9428697f, -2.1563784f),
                Arguments.of(Adam.rate(0.1), 0.8274177f, -1.9190995f),
                Arguments.of(Adam.rate(0.1).withWeightDecay(0.1), 0.8120983f, -1.8863631f),
                Arguments.of(Adam.rate(0.1).withBetas(0.8, 0.9).withEpsilon(1e-3), 0.8364278f, -1.9315843f),
                Arguments.of(AdamW.rate(0.1).withWeightDecay(0.1), 0.8006389f, -1.8619538f));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void stepsAsPyTorchDoes(Optimizer optimizer, float first, float second) {
        Parameters parameters = parameters();
        Gradients gradients = Gradients.of(parameters);
        float[][] sequence = {{0.5f, -1}, {0.25f, 0.5f}, {-1, 2}};
        long version = parameters.version();
        for (float[] gradient : sequence) {
            System.arraycopy(gradient, 0, gradients.get("w").data(), 0, 2);
            optimizer.step(parameters, gradients);
        }
        assertArrayEquals(
                new float[] {first, second}, parameters.get("w").value().data(), 1e-6f);
        assertArrayEquals(new float[] {1}, parameters.get("running").value().data());
        assertEquals(version + 3, parameters.version());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void allocatesNothingAfterTheFirstStep(Optimizer optimizer, float first, float second) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Parameters parameters = parameters();
        Gradients gradients = Gradients.of(parameters);
        step(optimizer, parameters, gradients);
        long before = threads.getCurrentThreadAllocatedBytes();
        step(optimizer, parameters, gradients);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 500, allocated + " bytes from " + first + ", " + second);
    }

    private static void step(Optimizer optimizer, Parameters parameters, Gradients gradients) {
        for (int i = 0; i < 1000; i++) {
            optimizer.step(parameters, gradients, 1e-9);
        }
    }

    @Test
    void keepsToOneNetwork() {
        Optimizer optimizer = Sgd.rate(0.1).withMomentum(0.9);
        Parameters parameters = parameters();
        optimizer.step(parameters, Gradients.of(parameters));
        Parameters other = parameters();
        assertMessage(
                "This optimizer keeps state for another network's parameters; make one for each network.",
                () -> optimizer.step(other, Gradients.of(other)));
        Parameters two = Parameters.of(List.of(
                Parameter.trainable("a", Initializer.ZEROS, 1, 1, 2),
                Parameter.trainable("b", Initializer.ZEROS, 1, 1, 2)));
        assertMessage(
                "There are gradients for 1 parameters, but 2 are trained.",
                () -> Sgd.rate(0.1).step(two, Gradients.of(parameters)));
        Parameters wider = Parameters.of(List.of(Parameter.trainable("w", Initializer.ZEROS, 1, 1, 3)));
        assertMessage(
                "The gradient of w is 2, but the parameter is 3.",
                () -> Adam.rate(0.1).step(wider, Gradients.of(parameters)));
    }

    @Test
    void refusesImpossibleSettings() {
        assertMessage("The learning rate must be above 0, not 0.0.", () -> Sgd.rate(0));
        assertMessage("The learning rate must be above 0, not NaN.", () -> Adam.rate(Double.NaN));
        assertMessage(
                "The momentum must be in [0, 1), not 1.0.", () -> Sgd.rate(1).withMomentum(1));
        assertMessage(
                "The weight decay must be at least 0, not -1.0.",
                () -> AdamW.rate(1).withWeightDecay(-1));
        assertMessage(
                "The second beta must be in [0, 1), not 1.5.",
                () -> AdamW.rate(1).withBetas(0.9, 1.5));
        assertMessage(
                "The epsilon must be above 0, not 0.0.", () -> Adam.rate(1).withEpsilon(0));
        assertEquals(
                "Nesterov's step needs a momentum above 0; set the momentum first.",
                assertThrows(IllegalStateException.class, () -> Sgd.rate(1).withNesterov())
                        .getMessage());
    }

    @Test
    void schedulesGiveFactors() {
        assertEquals(1, Schedule.constant().factor(99, 10, 10));
        Schedule steps = Schedule.step(3, 0.1);
        assertEquals(1, steps.factor(29, 10, 10), 1e-12);
        assertEquals(0.1, steps.factor(30, 10, 10), 1e-12);
        assertEquals(0.01, steps.factor(60, 10, 10), 1e-12);
        Schedule cosine = Schedule.cosine();
        assertEquals(1, cosine.factor(0, 10, 10), 1e-12);
        assertEquals(0.5, cosine.factor(50, 10, 10), 1e-12);
        assertEquals(0, cosine.factor(100, 10, 10), 1e-12);
        assertEquals(0, cosine.factor(150, 10, 10), 1e-12);
        Schedule warm = Schedule.constant().afterWarmUp(2);
        assertEquals(0.05, warm.factor(0, 10, 10), 1e-12);
        assertEquals(1, warm.factor(19, 10, 10), 1e-12);
        assertEquals(1, warm.factor(50, 10, 10), 1e-12);
        assertMessage(
                "The epochs of warm-up must be at least 1, not 0.",
                () -> Schedule.cosine().afterWarmUp(0));
        assertMessage("The epochs between two changes must be at least 1, not 0.", () -> Schedule.step(0, 0.5));
        assertMessage("The factor must be above 0, not 0.0.", () -> Schedule.step(1, 0));
    }

    @Test
    void tellsItsSettings() {
        assertEquals(
                "Sgd(rate 0.1, momentum 0.9, Nesterov, weight decay 0.0)",
                Sgd.rate(0.1).withMomentum(0.9).withNesterov().toString());
        assertEquals(
                "AdamW(rate 0.1, betas 0.9 and 0.999, weight decay 0.01)",
                AdamW.rate(0.1).toString());
        assertEquals(
                "Adam(rate 0.1, betas 0.9 and 0.999, weight decay 0.0)",
                Adam.rate(0.1).toString());
    }

    private static Parameters parameters() {
        Parameters parameters = Parameters.of(List.of(
                Parameter.trainable("w", Initializer.ZEROS, 1, 1, 2),
                Parameter.buffer("running", Initializer.ONES, 1)));
        parameters.initialize(0);
        parameters.get("w").value().set(1, 0);
        parameters.get("w").value().set(-2, 1);
        return parameters;
    }

    private static void assertMessage(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
