package espalier.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void alignsItsColumns() {
        Summary summary = new Summary(
                "Small",
                List.of(1, 28, 28),
                List.of(
                        new Summary.Layer("c1", "Conv 5x5, Tanh", List.of(6, 28, 28), 156, 0, 117_600, List.of(5, 5)),
                        new Summary.Layer("logits", "Dense", List.of(10), 47_050, 0, 47_040, List.of())),
                47_206,
                12,
                164_640,
                18_816);
        String expected = """
                Small
                  Layer   Kind            Output   Parameters  Multiply-adds  Sees
                  input                   1x28x28
                  c1      Conv 5x5, Tanh  6x28x28         156        117,600   5x5
                  logits  Dense           10           47,050         47,040   all
                  total                                47,206        164,640
                47,206 parameters, 12 buffers, 164,640 multiply-adds, 18,816 bytes of activations for one image""";
        assertEquals(expected, summary.toString().replace(System.lineSeparator(), "\n"));
    }
}
