package espalier.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationCodeTest {

    @Test
    void everyOpIsDescribed() {
        List<String> unknown = Stream.of(Op.class.getPermittedSubclasses())
                .filter(op -> !OperationCode.describes(op))
                .map(Class::getSimpleName)
                .toList();

        assertEquals(List.of(), unknown);
    }

    @Test
    void shapesAreLeftOut() {
        assertEquals(
                "new espalier.runtime.graph.Operation.GlobalPool(espalier.runtime.graph.PoolType.MAX)",
                OperationCode.of(new Op.GlobalPool(Shape.map(3, 5, 7), Shape.map(3, 1, 1), Op.PoolType.MAX))
                        .toString());
    }
}
