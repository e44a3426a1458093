package espalier.runtime.vector;

import espalier.runtime.kernel.Rectifier;
import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A 3x3 correlation of stride 1 by {@link WinogradTransform}: tiles of the input are transformed, multiplied position by
 * position with transformed weights – each position is a matrix product by {@link MicroKernel} –, and transformed back.
 * A strip of tiles is taken at a time; its transformed outputs only for one block of filters, so that they stay in the cache.
 * Immutable and thread-safe; calls at the same time need their own scratch memory.
 */
final class WinogradProduct {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    /**
     * Tiles of a strip at most, four wide and a narrow one of {@link MicroKernel}: all weights are read once a strip, which from there on
     * takes less time than multiplying them.
     */
    private static final int MOST_TILES = 56;

    private final WinogradTransform transform;
    private final int channels;
    private final int filters;
    private final int filtersPerBlock;
    private final Map in;
    private final Map out;
    private final int tilesPerRow;
    private final int tiles;
    private final int[] taps;
    private final MacroKernel.Rows products;

    /**
     * A channel-last map.
     *
     * @param origin of the pixel that comes first
     * @param height rows of values; beyond them, all are zero
     * @param top rows of zeros before the first
     */
    record Map(int origin, int rowPitch, int height, int width, int top, int left) {}

    /** What is done to finished values, in place. */
    @FunctionalInterface
    interface Finish {
        void apply(float[] y, int at, int count);
    }

    WinogradProduct(WinogradTransform transform, int channels, int filters, Map in, Map out) {
        this.transform = transform;
        this.channels = channels;
        this.filters = filters;
        this.filtersPerBlock = filters < MicroKernel.mostFilters() ? LANES.length() : MicroKernel.mostFilters();
        this.in = in;
        this.out = out;
        this.tilesPerRow = (out.width() + transform.outputs - 1) / transform.outputs;
        this.tiles = tilesPerRow * ((out.height() + transform.outputs - 1) / transform.outputs);
        this.taps = IntStream.range(0, channels / MicroKernel.CHUNK)
                .map(chunk -> chunk * MicroKernel.CHUNK)
                .map(channel ->
                        channel / MicroKernel.PITCH * mostTiles() * MicroKernel.PITCH + channel % MicroKernel.PITCH)
                .toArray();
        int pitch = filtersPerBlock;
        this.products = new MacroKernel.Rows(mostTiles(), pitch, mostTiles() * pitch);
    }

    private int mostTiles() {
        return Math.min(MOST_TILES, tiles);
    }

    private int positions() {
        return transform.inputs * transform.inputs;
    }

    /** From a position's transformed inputs to the next one's, which a wide tile at the end may read into. */
    private int positionPitch() {
        return (channels + MicroKernel.PITCH - 1) / MicroKernel.PITCH * mostTiles() * MicroKernel.PITCH;
    }

    private int productsAt() {
        return positions() * positionPitch() + MicroKernel.WIDE * MicroKernel.PITCH;
    }

    private int patchAt() {
        return productsAt() + positions() * mostTiles() * filtersPerBlock;
    }

    private int squareAt() {
        return patchAt() + positions() * channels + LANES.length();
    }

    /** Floats of scratch memory for a call. */
    int scratch() {
        return squareAt() + positions() * LANES.length();
    }

    /** Parts into which the work may be divided, each a number of tiles. */
    int parts() {
        return (tiles + tilesPerPart() - 1) / tilesPerPart();
    }

    /** One wide tile of {@link MicroKernel}. */
    private static int tilesPerPart() {
        return MicroKernel.WIDE;
    }

    private int blocks() {
        return (filters + filtersPerBlock - 1) / filtersPerBlock;
    }

    private int firstFilter(int block) {
        return Math.min(block * filtersPerBlock, filters - filtersPerBlock);
    }

    /** Length of the array that {@link #pack} fills. */
    int packedWeights() {
        return Math.multiplyExact(blocks() * positions(), channels * filtersPerBlock);
    }

    /**
     * Packs transformed weights as [block of filters][position][channel][filter of the block]. The last block may begin early
     * to end with the last filter, and then repeats some of the block before.
     *
     * @param weights [filter][channel][3][3], or if {@code turned} [channel][filter][3][3] of kernels that are to be rotated
     * @param turned for the gradient of the input, to which results are added: repeated filters are zero
     */
    void pack(float[] weights, boolean turned, float[] packed) {
        for (int block = 0; block < blocks(); block++) {
            for (int channel = 0; channel < channels; channel++) {
                int at = (block * positions() * channels + channel) * filtersPerBlock;
                placeTaps(weights, turned, block, channel, packed, at);
                transformTaps(packed, at);
            }
        }
    }

    /** From a position of a channel's transformed weights to the next one's. */
    private int positionStep() {
        return channels * filtersPerBlock;
    }

    /** Puts a block's kernels for one channel into the top left corner of its positions. */
    private void placeTaps(float[] weights, boolean turned, int block, int channel, float[] packed, int at) {
        int first = firstFilter(block);
        int firstNew = turned ? block * filtersPerBlock : first;
        for (int lane = 0; lane < filtersPerBlock; lane++) {
            int filter = first + lane;
            int kernel = 9 * (turned ? channel * filters + filter : filter * channels + channel);
            for (int tap = 0; tap < 9; tap++) {
                int position = tap / 3 * transform.inputs + tap % 3;
                float weight = weights[kernel + (turned ? 8 - tap : tap)];
                packed[at + position * positionStep() + lane] = filter < firstNew ? 0 : weight;
            }
        }
    }

    /** Columns, then rows; each reads its three taps before it writes. */
    private void transformTaps(float[] packed, int at) {
        int rowStep = transform.inputs * positionStep();
        for (int lane = 0; lane < filtersPerBlock; lane += LANES.length()) {
            for (int v = 0; v < 3; v++) {
                transform.weights(packed, at + v * positionStep() + lane, rowStep);
            }
            for (int i = 0; i < transform.inputs; i++) {
                transform.weights(packed, at + i * rowStep + lane, positionStep());
            }
        }
    }

    /** Stores the results of parts {@code from} (inclusive) to {@code to} (exclusive). */
    void set(
            float[] x,
            int xAt,
            float[] w,
            float[] b,
            float[] y,
            int yAt,
            int from,
            int to,
            Rectifier rectifier,
            float[] scratch,
            Finish finish) {
        int end = Math.min(tiles, to * tilesPerPart());
        for (int tile = from * tilesPerPart(); tile < end; tile += mostTiles()) {
            int count = Math.min(mostTiles(), end - tile);
            strip(x, xAt, w, b, y, yAt, tile, count, rectifier, scratch);
            for (int i = tile; i < tile + count; i++) {
                for (int row = 0; row < rows(i); row++) {
                    finish.apply(y, yAt + pixel(i) + row * out.rowPitch(), columns(i) * filters);
                }
            }
        }
    }

    /** Adds all results. */
    void add(float[] x, int xAt, float[] w, float[] y, int yAt, float[] scratch) {
        for (int tile = 0; tile < tiles; tile += mostTiles()) {
            int count = Math.min(mostTiles(), tiles - tile);
            strip(x, xAt, w, null, y, yAt, tile, count, Rectifier.NONE, scratch);
        }
    }

    /** Sets the outputs of a strip of tiles, or adds to them if there is no bias. */
    private void strip(
            float[] x,
            int xAt,
            float[] w,
            float[] b,
            float[] y,
            int yAt,
            int tile,
            int count,
            Rectifier rectifier,
            float[] scratch) {
        for (int i = 0; i < count; i++) {
            transformInput(x, xAt, tile + i, i, scratch);
        }
        for (int block = 0; block < blocks(); block++) {
            multiply(scratch, w, block, count);
            for (int i = 0; i < count; i++) {
                transformOutput(scratch, i, tile + i, block, b, y, yAt, rectifier);
            }
        }
    }

    /** Where the first output of a tile stands in an image. */
    private int pixel(int tile) {
        int row = tile / tilesPerRow * transform.outputs;
        return out.origin() + row * out.rowPitch() + tile % tilesPerRow * transform.outputs * filters;
    }

    /** Output rows of a tile that the map has. */
    private int rows(int tile) {
        return Math.min(transform.outputs, out.height() - tile / tilesPerRow * transform.outputs);
    }

    /** Output columns of a tile that the map has. */
    private int columns(int tile) {
        return Math.min(transform.outputs, out.width() - tile % tilesPerRow * transform.outputs);
    }

    private void transformInput(float[] x, int xAt, int tile, int place, float[] scratch) {
        int row = tile / tilesPerRow * transform.outputs - in.top();
        int column = tile % tilesPerRow * transform.outputs - in.left();
        int size = transform.inputs;
        if (row >= 0 && column >= 0 && row + size <= in.height() && column + size <= in.width()) {
            int at = xAt + in.origin() + row * in.rowPitch() + column * channels;
            transformPatch(x, at, in.rowPitch(), place, scratch);
        } else {
            copyPatch(x, xAt, row, column, scratch);
            transformPatch(scratch, patchAt(), size * channels, place, scratch);
        }
    }

    /** With zeros where the tile reaches beyond the map. */
    private void copyPatch(float[] x, int xAt, int row, int column, float[] scratch) {
        int to = patchAt();
        for (int i = row; i < row + transform.inputs; i++) {
            for (int j = column; j < column + transform.inputs; j++, to += channels) {
                if (i >= 0 && j >= 0 && i < in.height() && j < in.width()) {
                    int at = xAt + in.origin() + i * in.rowPitch() + j * channels;
                    System.arraycopy(x, at, scratch, to, channels);
                } else {
                    Arrays.fill(scratch, to, to + channels, 0);
                }
            }
        }
    }

    private void transformPatch(float[] x, int at, int rowPitch, int place, float[] scratch) {
        for (int c = 0; c < channels; c += LANES.length()) {
            int to = (c / MicroKernel.PITCH * mostTiles() + place) * MicroKernel.PITCH + c % MicroKernel.PITCH;
            transform.input(x, at + c, rowPitch, channels, scratch, squareAt(), scratch, to, positionPitch());
        }
    }

    private void multiply(float[] scratch, float[] w, int block, int count) {
        int size = positionStep();
        for (int position = 0; position < positions(); position++) {
            int at = (block * positions() + position) * size;
            MacroKernel.set(
                    scratch,
                    position * positionPitch(),
                    taps,
                    w,
                    at,
                    at + size,
                    filtersPerBlock,
                    MacroKernel.ZEROS,
                    0,
                    0,
                    scratch,
                    productsAt() + position * mostTiles() * filtersPerBlock,
                    products,
                    count,
                    Float.NEGATIVE_INFINITY,
                    Float.POSITIVE_INFINITY,
                    scratch,
                    patchAt());
        }
    }

    private void transformOutput(
            float[] scratch, int place, int tile, int block, float[] b, float[] y, int yAt, Rectifier rectifier) {
        int rowStep = transform.inputs * LANES.length();
        int to = yAt + pixel(tile) + firstFilter(block);
        int square = squareAt();
        for (int k = 0; k < filtersPerBlock; k += LANES.length()) {
            int from = productsAt() + place * filtersPerBlock + k;
            transform.output(scratch, from, mostTiles() * filtersPerBlock, scratch, square);
            for (int i = 0; i < rows(tile); i++) {
                int at = to + i * out.rowPitch() + k;
                if (b == null) {
                    store(scratch, square + i * rowStep, y, at, filters, y, at, columns(tile), rectifier);
                } else {
                    int bAt = block * filtersPerBlock + k;
                    store(scratch, square + i * rowStep, b, bAt, 0, y, at, columns(tile), rectifier);
                }
            }
        }
    }

    /** A row of outputs, each added to where it starts from. */
    private void store(
            float[] square,
            int at,
            float[] init,
            int initAt,
            int initPitch,
            float[] y,
            int yAt,
            int columns,
            Rectifier rectifier) {
        FloatVector low = FloatVector.broadcast(LANES, rectifier.lowest());
        FloatVector high = FloatVector.broadcast(LANES, rectifier.highest());
        for (int j = 0; j < columns; j++) {
            FloatVector.fromArray(LANES, square, at + j * LANES.length())
                    .add(FloatVector.fromArray(LANES, init, initAt + j * initPitch))
                    .max(low)
                    .min(high)
                    .intoArray(y, yAt + j * filters);
        }
    }
}
