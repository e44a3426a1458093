package espalier.runtime.vector;

import java.util.stream.IntStream;

/**
 * Where the transformed inputs and products of a strip of tiles stand in scratch memory. Inputs are kept for each position
 * in an {@link InputOrder} in which tiles are the pixels, products for each of a few blocks of filters and each
 * position as [tile][filter of the block]. Immutable.
 */
final class WinogradStrip {

    /** The most tiles: all weights are read once a strip, which from there on takes less time than multiplying them. */
    static final int MOST_TILES = 6 * MicroKernel.WIDE;

    /**
     * Blocks of filters whose products are kept, so that the inputs, of which a strip of 256 channels and 36 positions has 2.6 MB,
     * come once for as many blocks from beyond the second-level cache.
     */
    private static final int MOST_BLOCKS = 4;

    final int tiles;
    /** Blocks of filters that are multiplied before one of them is transformed back. */
    final int blocksAtOnce;

    final InputOrder inputs;
    final int inputPitch;
    final int productsAt;
    final int productPitch;
    /** Behind the products: memory for a patch of inputs, of a vector for every channel and position. */
    final int patchAt;

    final int size;

    private final int positions;
    /** Distances of the channels' chunks within a position. */
    final int[] taps;

    final MacroKernel.Rows products;

    WinogradStrip(int tiles, int positions, InputOrder inputs, int channels, FilterBlocks blocks) {
        this.tiles = tiles;
        this.blocksAtOnce = Math.min(MOST_BLOCKS, blocks.count());
        this.positions = positions;
        this.inputs = inputs;
        this.inputPitch = pitch(inputs.size());
        // A tile at the end may read beyond the last position.
        this.productsAt = Panel.FIRST + positions * inputPitch + MicroKernel.WIDE * MicroKernel.PITCH;
        this.productPitch = pitch(tiles * blocks.size());
        this.patchAt = productsAt + blocksAtOnce * positions * productPitch;
        int filled = InputOrder.blocks(channels) * MicroKernel.PITCH;
        this.size = patchAt + positions * Math.max(filled, blocks.size());
        this.taps = IntStream.range(0, channels / MicroKernel.CHUNK)
                .map(chunk -> inputs.channel(chunk * MicroKernel.CHUNK))
                .toArray();
        this.products = new MacroKernel.Rows(tiles, blocks.size(), tiles * blocks.size());
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

    /** Where the products of a position begin, for one of the blocks that are multiplied together. */
    int product(int block, int position) {
        return productsAt + (block * positions + position) * productPitch;
    }
}
