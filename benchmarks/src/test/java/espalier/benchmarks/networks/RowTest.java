package espalier.benchmarks.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.benchmarks.contender.Task;
import espalier.samples.catalog.SampleNetworks;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RowTest {

    @Test
    void everyRowIsASampleNetworkByItsExactName() {
        for (Row row : Row.all()) {
            assertEquals(row.network(), SampleNetworks.all().find(row.network()).name());
        }
    }

    @Test
    void aTargetBelongsToANumberOfThreads() {
        Row row = Row.all().get(0);
        assertEquals(OptionalDouble.of(3), row.target(1));
        assertEquals(OptionalDouble.empty(), row.target(2));
    }

    @Test
    void saysWhatItIs() {
        assertEquals("LeNet-5", Row.all().get(0).text());
        assertEquals(
                "ResNet-18, training step, batch 8",
                Row.all().stream()
                        .filter(row ->
                                row.task() == Task.TRAINING && row.network().equals("ResNet18"))
                        .findFirst()
                        .orElseThrow()
                        .text());
    }
}
