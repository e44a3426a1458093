package espalier.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.runtime.kernel.RowSums;
import org.junit.jupiter.api.Test;

class ScalarConvolutionTest {

    @Test
    void rowsAreWrittenForTheSizesOfTheRunTime() {
        assertEquals(RowSums.SUMS, ScalarConvolution.SUMS);
        assertEquals(RowSums.FACTORS, ScalarConvolution.FACTORS);
        assertEquals(RowSums.LONGEST, ScalarConvolution.LONGEST);
    }
}
