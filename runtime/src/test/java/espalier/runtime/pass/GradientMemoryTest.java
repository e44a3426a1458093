package espalier.runtime.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import espalier.runtime.Workers;
import espalier.runtime.kernel.JoinKernel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which gradients share an array. */
class GradientMemoryTest {

    private final Workers workers = Workers.of(1);
    private final GradientMemory memory = new GradientMemory();
    private final List<Integer> allocated = new ArrayList<>();

    @AfterEach
    void close() {
        workers.close();
    }

    /** A layer of which only matters what it reads and writes. */
    private static final class Layer extends Step {
        private final boolean keepsGradient;

        Layer(Workers workers, Activation y, boolean keepsGradient) {
            super(workers, y, 1);
            this.keepsGradient = keepsGradient;
        }

        @Override
        public void forward(int images) {}

        @Override
        boolean keepsGradient() {
            return keepsGradient;
        }
    }

    private record Sum(boolean handsOn) implements JoinKernel {
        @Override
        public void forward(int input, float[] x, int xAt, float[] y, int yAt) {}

        @Override
        public boolean handsOnGradient(int input) {
            return handsOn;
        }
    }

    private static Activation values(int pitch) {
        return new Activation(new float[0], pitch, true);
    }

    /** What a layer writes that keeps its gradient, as a batch norm does. */
    private Activation norm(Activation... x) {
        return layer(10, true, x);
    }

    /** What a layer writes that turns its gradient into another, as an activation does. */
    private Activation rectified(Activation... x) {
        return layer(10, false, x);
    }

    private Activation layer(int pitch, boolean keepsGradient, Activation... x) {
        Layer layer = new Layer(workers, values(pitch), keepsGradient);
        memory.add(layer, x);
        return layer.y();
    }

    private Activation sum(boolean handsOn, Activation... x) {
        JoinStep step = new JoinStep(workers, new Sum(handsOn), values(10), 1, x);
        memory.add(step, x);
        return step.y();
    }

    private void allocate(Activation output) {
        output.clearGradientByPass();
        memory.allocate(pitch -> {
            allocated.add(pitch);
            return new float[pitch];
        });
    }

    @Test
    void twoArraysServeAChain() {
        Activation a = rectified();
        Activation b = rectified(a);
        Activation c = rectified(b);
        Activation d = rectified(c);
        allocate(d);
        assertNotSame(d.gradient, c.gradient);
        assertNotSame(c.gradient, b.gradient);
        assertSame(d.gradient, b.gradient);
        assertSame(c.gradient, a.gradient);
        assertEquals(List.of(10, 10), allocated);
    }

    @Test
    void anArrayIsAsLongAsTheLongestThatItServes() {
        Activation a = layer(7, false);
        Activation b = layer(20, false, a);
        Activation c = layer(30, false, b);
        Activation d = layer(5, false, c);
        allocate(d);
        assertSame(d.gradient, b.gradient);
        assertSame(c.gradient, a.gradient);
        assertEquals(List.of(20, 30), allocated);
    }

    @Test
    void aValueThatIsReadTwiceKeepsItsGradientBetween() {
        Activation a = rectified();
        Activation b = rectified(a);
        Activation c = rectified(b);
        Activation d = rectified(c, a);
        allocate(d);
        assertEquals(
                3, List.of(a, b, c).stream().map(x -> x.gradient).distinct().count());
        assertSame(d.gradient, b.gradient);
    }

    @Test
    void aSumHandsItsGradientOn() {
        Activation shortcut = rectified();
        Activation branch = norm(rectified(shortcut));
        Activation sum = sum(true, branch, shortcut);
        Activation output = rectified(sum);
        allocate(output);
        assertSame(sum.gradient, branch.gradient);
        assertSame(sum.gradient, shortcut.gradient);
    }

    @Test
    void sumsBehindEachOtherShareOneArray() {
        Activation first = rectified();
        Activation second = sum(true, norm(rectified(first)), first);
        Activation third = sum(true, norm(rectified(second)), second);
        allocate(rectified(third));
        assertSame(first.gradient, second.gradient);
        assertSame(second.gradient, third.gradient);
    }

    @Test
    void anInputWhoseLayerChangesItsGradientMustBeTheLastToGoBackward() {
        Activation shortcut = rectified();
        Activation branch = rectified(shortcut);
        Activation sum = sum(true, branch, shortcut);
        allocate(rectified(sum));
        assertNotSame(sum.gradient, branch.gradient);
        assertSame(sum.gradient, shortcut.gradient, "nothing else shares it before");
    }

    @Test
    void anInputThatIsAddedToBeforeTheOthersAreReadHasItsOwnGradient() {
        Activation x = rectified();
        Activation early = norm(x);
        Activation late = norm(x);
        Activation sideways = rectified(early);
        Activation sum = sum(true, late, early, sideways);
        allocate(rectified(sum));
        assertSame(sum.gradient, late.gradient);
        assertNotSame(sum.gradient, early.gradient, "sideways adds to it while late's is not yet read");
    }

    @Test
    void aSumOfOtherPlacesOrOfTheSameValueTwiceSharesNothing() {
        Activation a = norm();
        Activation b = norm(a);
        Activation sum = sum(false, a, b);
        Activation c = norm(sum);
        Activation twice = sum(true, c, c);
        allocate(rectified(twice));
        assertNotSame(sum.gradient, a.gradient);
        assertNotSame(sum.gradient, b.gradient);
        assertNotSame(twice.gradient, c.gradient);
    }

    @Test
    void anOutputsGradientIsThereFromTheBeginning() {
        Activation a = norm();
        Activation output = norm(a);
        Activation b = rectified(output);
        output.clearGradientByPass();
        Activation c = rectified(b);
        allocate(c);
        assertNotSame(output.gradient, c.gradient);
        assertNotSame(output.gradient, b.gradient);
    }

    @Test
    void whatNeedsNoGradientGetsNone() {
        Activation input = new Activation(new float[0], 10, false);
        memory.add(new Layer(workers, input, false));
        allocate(rectified(input));
        assertNull(input.gradient);
        assertEquals(List.of(10), allocated);
    }
}
