package espalier.processor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.processor.failure.InternalFailure;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private final GraphBuilder graph = new GraphBuilder(Shape.map(4, 6, 5));

    @Test
    void valuesOfOneShapeGetABorderAsWideAsTheWidestPaddingOfTheirReaders() {
        int a = graph.conv("a", 6, 5, 2, 0);
        int b = graph.conv("b", 6, 3, 1, 0);
        int c = graph.conv("c", 4, 1, 0, graph.sum("s", a, b));
        graph.output(c);

        Plan plan = Planner.plan(graph.build());

        assertEquals(
                new Padding(2, 2, 2, 2),
                plan.inference().steps().get(0).layout().border());
        assertTrue(plan.inference().steps().get(1).layout().hasNoBorder(), "nothing that pads reads its shape");
        assertEquals(
                new Padding(2, 2, 2, 2),
                plan.inference().steps().get(c).layout().border(),
                "it has the shape of the input");
    }

    @Test
    void aFailureNamesItsLayer() {
        graph.output(graph.conv("fine", 4, 3, 1, 0));
        graph.output(graph.conv("tooWide", 4, 3, 30_000, graph.conv("narrow", 3, 3, 0, 0)));

        InternalFailure failure = assertThrows(InternalFailure.class, () -> Planner.plan(graph.build()));

        assertEquals("narrow", failure.layer(), "its border would exceed an int");
        assertInstanceOf(ArithmeticException.class, failure.getCause());
    }

    @Test
    void layersOfOneShapeShareOneKernelClass() {
        int a = graph.conv("a", 4, 3, 1, 0);
        int b = graph.conv("b", 4, 3, 1, a);
        int c = graph.conv("c", 4, 3, 1, b);
        graph.output(graph.conv("d", 5, 1, 0, c));

        List<Step> steps = Planner.plan(graph.build()).inference().steps();

        assertSame(steps.get(1).kernel(), steps.get(2).kernel());
        assertEquals("NetConv3x3NoBiasOf4x6x5To4", steps.get(1).kernel().type().name());
        assertSame(steps.get(1).kernel(), steps.get(3).kernel(), "whoever reads its output");
    }

    @Test
    void batchNormsOfAllShapesShareOneClass() {
        int a = graph.norm("a", graph.conv("c", 4, 3, 1, 0));
        int b = graph.norm("b", graph.conv("d", 7, 3, 0, a));
        graph.output(b);

        Plan plan = Planner.plan(graph.build());

        KernelInstance first = plan.training().steps().get(a).kernel();
        KernelInstance second = plan.training().steps().get(b).kernel();
        assertSame(first.type(), second.type());
        assertEquals("NetBatchNorm", first.type().name());
        assertEquals("a, b", first.type().layers());
        assertEquals(List.of("batchNormOf4x6x5", "batchNormOf7x4x3"), List.of(first.name(), second.name()));
        assertEquals(1, plan.classes().stream().filter(first.type()::equals).count());
    }

    @Test
    void inferenceUsesTrainingsKernelWhereTheyAgree() {
        graph.output(graph.relu("r", graph.conv("a", 4, 3, 1, 0)));

        Plan plan = Planner.plan(graph.build());

        assertSame(
                plan.training().steps().get(1).kernel(),
                plan.inference().steps().get(1).kernel());
        assertTrue(plan.kernels().stream().allMatch(kernel -> kernel.kernel().backward()));
    }

    @Test
    void aKernelThatOnlyInferenceUsesHasNoBackward() {
        graph.output(graph.relu("r", graph.norm("n", graph.conv("a", 4, 3, 1, 0))));

        Plan plan = Planner.plan(graph.build());

        assertFalse(plan.inference().steps().get(1).kernel().kernel().backward());
        assertNotEquals(
                plan.training().steps().get(1).kernel(),
                plan.inference().steps().get(1).kernel());
    }

    @Test
    void aChainNeedsTwoArraysForInferenceAndOneAValueForTraining() {
        int last = 0;
        for (int i = 0; i < 6; i++) {
            last = graph.conv("c" + i, 4, 1, 0, last);
        }
        graph.output(last);

        Plan plan = Planner.plan(graph.build());

        assertEquals(2, plan.inference().memory().size());
        assertEquals(7, plan.training().memory().size());
    }

    @Test
    void noStepOverwritesAValueThatIsStillRead() {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int a = graph.conv("a" + i, 4, 1, 0, 0);
            int b = graph.conv("b" + i, 4, 3, 1, a);
            ends.add(graph.sum("s" + i, a, b));
        }
        graph.output(graph.sum("all", ends.get(0), ends.get(1), ends.get(2)));

        Program program = Planner.plan(graph.build()).inference();

        PlanVerifier.verify(program);
        assertTrue(program.memory().size() < program.steps().size());
    }

    @Test
    void valuesWithABorderShareMemoryOnlyWithTheirOwnLayout() {
        int a = graph.conv("a", 4, 3, 1, 0);
        int b = graph.conv("b", 6, 3, 1, a);
        int c = graph.conv("c", 4, 3, 1, b);
        graph.output(graph.conv("d", 4, 3, 1, c));

        Program program = Planner.plan(graph.build()).inference();

        for (Step one : program.steps()) {
            for (Step other : program.steps()) {
                boolean together = one.memory() == other.memory();
                boolean bordered =
                        !one.layout().hasNoBorder() || !other.layout().hasNoBorder();
                assertTrue(!together || !bordered || one.layout().equals(other.layout()));
            }
        }
    }
}
