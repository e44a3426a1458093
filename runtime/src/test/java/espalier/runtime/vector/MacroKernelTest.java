package espalier.runtime.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Into how many tiles a row is cut, and how many pixels they compute; that they are right is ConvolutionTilesTest's subject. */
class MacroKernelTest {

    @Test
    void noTileIsSpentOnASinglePixelWhereThereAreRegisters() {
        boolean has13 = Lanes.are512Bits();
        assertEquals(has13 ? 13 : 16, MacroKernel.cost(13));
        assertEquals(has13 ? 25 : 28, MacroKernel.cost(25));
        assertEquals(has13 ? 49 : 52, MacroKernel.cost(49));
        assertEquals(has13 ? 1201 : 1204, MacroKernel.cost(1201));
    }

    @Test
    void otherRowsAreFilledWithTheTwoSizesThatLeaveLeast() {
        assertEquals(8, MacroKernel.cost(1));
        assertEquals(12, MacroKernel.cost(12));
        assertEquals(16, MacroKernel.cost(14));
        assertEquals(196, MacroKernel.cost(196));
        assertEquals(3136, MacroKernel.cost(3136));
    }

    @Test
    void noRowHasMoreTilesThanMemoryIsTakenFor() {
        for (int filters : new int[] {Lanes.FLOATS.length(), MicroKernel.mostFilters()}) {
            for (int mostPixels = 1; mostPixels <= 100; mostPixels++) {
                int most = 0;
                for (int pixels = 1; pixels <= mostPixels; pixels++) {
                    most = Math.max(most, tiles(pixels, filters));
                }
                assertEquals(most, MacroKernel.mostTiles(mostPixels, filters), mostPixels + " pixels");
            }
        }
    }

    private static int tiles(int pixels, int filters) {
        int tiles = 0;
        for (int pixel = 0; pixel < pixels; pixel += MacroKernel.tile(pixel, pixels, filters)) {
            tiles++;
        }
        return tiles;
    }
}
