package espalier.processor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepthFirstTest {

    private static final int LARGE = 64;

    private static final int SMALL = 56;

    private GraphBuilder graph = new GraphBuilder(Shape.map(16, LARGE, LARGE));

    @Test
    void anInvertedResidualOfLargeMapsIsRunAFewRowsAtATime() {
        int expansion = graph.conv("expand", 64, 1, 0, 0);
        int depthwise = depthwise(64, LARGE, 1, expansion);
        int projection = graph.conv("project", 24, 1, 0, depthwise);
        Plan plan = planned(projection);

        Program program = plan.inference();
        assertEquals(List.of(new DepthFirst(List.of(expansion, depthwise, projection))), program.depthFirst());
        assertEquals(List.of(), plan.training().depthFirst(), "training reads the maps again");
        assertFalse(program.isKept(program.steps().get(expansion)));
        assertFalse(program.isKept(program.steps().get(depthwise)));
        assertTrue(program.isKept(program.steps().get(projection)));
        assertEquals(2, program.memory().size(), "arrays of the input and of the projection");
        for (int handedOn : List.of(expansion, depthwise)) {
            assertFalse(program.steps().get(handedOn).layout().isContiguous(), "rows that are not joined");
        }
    }

    @Test
    void whatIsReadAlongTheWayIsKeptUntilTheLastOne() {
        int expansion = graph.conv("expand", 64, 1, 0, 0);
        int beside = graph.conv("beside", 16, 1, 0, 0);
        int depthwise = depthwise(64, LARGE, 1, expansion);
        int projection = graph.conv("project", 16, 1, 0, depthwise);

        Program program = planned(graph.sum("sum", beside, projection)).inference();

        PlanVerifier.verify(program);
        assertEquals(1, program.depthFirst().size());
        assertEquals(3, program.memory().size(), "the input, what is beside and the projection at once");
    }

    @Test
    void pairs() {
        int expansion = graph.conv("expand", 64, 1, 0, 0);
        int depthwise = depthwise(64, LARGE, 1, expansion);
        assertEquals(
                List.of(new DepthFirst(List.of(expansion, depthwise))),
                planned(graph.conv("wide", 24, 3, 1, depthwise)).inference().depthFirst(),
                "what reads it is not pointwise");

        graph = new GraphBuilder(Shape.map(64, LARGE, LARGE));
        int alone = depthwise(64, LARGE, 1, 0);
        int pointwise = graph.conv("pointwise", 16, 1, 0, alone);
        assertEquals(
                List.of(new DepthFirst(List.of(alone, pointwise))),
                planned(pointwise).inference().depthFirst());
    }

    @Test
    void aValueThatSomethingElseReadsIsKept() {
        int expansion = graph.conv("expand", 64, 1, 0, 0);
        int depthwise = depthwise(64, LARGE, 1, expansion);
        int projection = graph.conv("project", 64, 1, 0, depthwise);
        assertEquals(
                List.of(new DepthFirst(List.of(depthwise, projection))),
                planned(graph.sum("sum", expansion, projection)).inference().depthFirst());

        graph = new GraphBuilder(Shape.map(16, LARGE, LARGE));
        int wide = graph.conv("expand", 64, 1, 0, 0);
        int seen = depthwise(64, LARGE, 1, wide);
        graph.output(seen);
        assertEquals(
                List.of(new DepthFirst(List.of(wide, seen))),
                planned(graph.conv("project", 24, 1, 0, seen)).inference().depthFirst());
    }

    @Test
    void smallMapsStayInACacheAnyway() {
        graph = new GraphBuilder(Shape.map(16, SMALL, SMALL));
        int depthwise = depthwise(64, SMALL, 1, graph.conv("expand", 64, 1, 0, 0));
        assertEquals(
                List.of(),
                planned(graph.conv("project", 24, 1, 0, depthwise)).inference().depthFirst());
    }

    @Test
    void convolutionsThatAreNotDividedByRowsAreLeftOut() {
        int filtered = graph.conv("winograd", 64, 3, 1, graph.conv("wide", 64, 1, 0, 0));
        int depthwise = depthwise(64, LARGE, 1, filtered);
        int narrow = graph.conv("narrow", 12, 1, 0, depthwise);
        assertEquals(List.of(), planned(narrow).inference().depthFirst());
    }

    private Plan planned(int output) {
        return Planner.plan(graph.output(output).build());
    }

    private int depthwise(int channels, int size, int stride, int input) {
        int output = (size - 1) / stride + 1;
        Window window = new Window(3, 3, stride, stride, 1, 1, new Padding(1, 1, 1, 1));
        Op op = new Op.Convolution(
                Shape.map(channels, size, size),
                Shape.map(channels, output, output),
                window,
                channels,
                false,
                List.of(),
                false);
        return graph.add("depthwise", op, false, input);
    }
}
