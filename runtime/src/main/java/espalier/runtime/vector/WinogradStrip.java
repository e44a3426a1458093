package espalier.runtime.vector;

import java.util.stream.IntStream;

/**
 * Where the transformed inputs and products of a strip of tiles stand in scratch memory. Inputs are kept for each position as
 * [16 channels][tile][channel], as {@link MicroKernel} reads them, products as [tile][filter of a block]. Immutable.
 */
final class WinogradStrip {

    /** The most tiles: all weights are read once a strip, which from there on takes less time than multiplying them. */
    static final int MOST_TILES = 5 * MicroKernel.WIDE;

    final int tiles;
    final int inputPitch;
    final int productsAt;
    final int productPitch;
    /** Behind the products: memory for a patch of inputs, of a vector for every channel and position. */
    final int patchAt;

    final int size;
    /** Distances of the channels' chunks within a position. */
    final int[] taps;

    final MacroKernel.Rows products;

    WinogradStrip(int tiles, int positions, int channels, int filtersPerBlock) {
        this.tiles = tiles;
        int channelBlocks = (channels + MicroKernel.PITCH - 1) / MicroKernel.PITCH;
        this.inputPitch = pitch(channelBlocks * tiles * MicroKernel.PITCH);
        // A tile at the end may read beyond the last position.
        this.productsAt = Panel.FIRST + positions * inputPitch + MicroKernel.WIDE * MicroKernel.PITCH;
        this.productPitch = pitch(tiles * filtersPerBlock);
        this.patchAt = productsAt + positions * productPitch;
        this.size = patchAt + positions * Math.max(channelBlocks * MicroKernel.PITCH, filtersPerBlock);
        this.taps = IntStream.range(0, channels / MicroKernel.CHUNK)
                .map(chunk -> distance(0, chunk * MicroKernel.CHUNK))
                .toArray();
        this.products = new MacroKernel.Rows(tiles, filtersPerBlock, tiles * filtersPerBlock);
    }

    /** An odd number of cache lines, so that the positions of a tile fall into different sets of the cache. */
    private static int pitch(int floats) {
        int lines = (floats + MicroKernel.LINE - 1) / MicroKernel.LINE;
        return (lines | 1) * MicroKernel.LINE;
    }

    /** Where the inputs of a position begin. */
    int input(int position) {
        return Panel.FIRST + position * inputPitch;
    }

    /** From where a position's inputs begin to a tile's channel. */
    int distance(int tile, int channel) {
        return (channel / MicroKernel.PITCH * tiles + tile) * MicroKernel.PITCH + channel % MicroKernel.PITCH;
    }

    /** Where the products of a position begin. */
    int product(int position) {
        return productsAt + position * productPitch;
    }
}
