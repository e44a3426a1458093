package espalier.processor.report;

import static espalier.processor.check.Sketch.a;
import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.processor.check.Sketch;
import org.junit.jupiter.api.Test;

class SummaryTableTest {

    @Test
    void alignsWordsLeftAndNumbersRight() {
        assertEquals(
                """
                Net
                  layer   kind                         output   parameters    MACs  sees
                  input                                1x28x28
                  c1      Conv 5x5/2, BatchNorm, ReLU  6x14x14         162  29,400   5x5
                  p2      MaxPool 2x2                  6x7x7             0       0   7x7
                  logits  Dense                        10            2,950   2,940   all
                  total                                              3,112  32,340
                and 12 values in buffers""",
                SummaryTable.of(Sketch.input(1, 28, 28)
                        .layer(
                                "c1",
                                a("Conv", "filters", 6, "kernel", 5, "stride", 2, "padding", 2, "bias", false),
                                a("BatchNorm"),
                                a("Activation", "value", "RELU"))
                        .layer("p2", a("Pool", "size", 2))
                        .layer("logits", a("Dense", "units", 10))
                        .checked()));
    }
}
