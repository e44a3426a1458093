package espalier.runtime.vector;

/**
 * In which order the inputs of a product stand in memory: pixels {@link MicroKernel#PITCH} values apart and channels in blocks of
 * as many, either tile by tile, so that {@link MacroKernel} reads memory in order, or all pixels of a block together, as
 * {@link OuterProduct} goes through them. Immutable.
 *
 * <p>Memory that is read in order is fetched by the processor before it is asked for, also while weights are read ahead from a
 * third-level cache: a twentieth of the time of Winograd's layers. Elsewhere inputs stand in a {@link Panel}.
 *
 * @param filters of the block that tiles multiply, or 0 if there are no tiles
 * @param blockPitch from a block of channels to the next
 * @param tilePitch from a tile to the next, or 0 if there are none
 * @param size of all inputs, and what a tile at the end may read beyond them
 */
record InputOrder(int filters, int blockPitch, int tilePitch, int size) {

    /** The widest tile: so that one table of distances serves tiles of all widths, a gap follows narrower ones. */
    private static final int TILE = MicroKernel.WIDEST * MicroKernel.PITCH;

    /** Tile by tile, for rows of at most so many pixels. */
    static InputOrder byTiles(int channels, int mostPixels, int filters) {
        int tilePitch = Math.multiplyExact(blocks(channels), TILE);
        int size = Math.multiplyExact(MacroKernel.mostTiles(mostPixels, filters), tilePitch);
        return new InputOrder(filters, TILE, tilePitch, size);
    }

    /** All pixels of a block of channels together. */
    static InputOrder byChannels(int channels, int mostPixels) {
        int blockPitch = mostPixels * MicroKernel.PITCH;
        return new InputOrder(0, blockPitch, 0, Math.multiplyExact(blocks(channels), blockPitch));
    }

    /** Blocks that channels fill, the last one perhaps in part. */
    static int blocks(int channels) {
        return (channels + MicroKernel.PITCH - 1) / MicroKernel.PITCH;
    }

    /** From a pixel's first channel to another of its channels. */
    int channel(int channel) {
        return channel / MicroKernel.PITCH * blockPitch + channel % MicroKernel.PITCH;
    }

    /** How many of a row's pixels stand together from one on, at which a tile begins. */
    int together(int pixel, int pixels) {
        return tilePitch == 0 ? pixels - pixel : Math.min(pixels - pixel, MacroKernel.tile(pixel, pixels, filters));
    }
}
