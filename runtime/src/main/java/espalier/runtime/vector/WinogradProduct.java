package espalier.runtime.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import espalier.runtime.kernel.Rectifier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A 3x3 correlation of stride 1 by {@link WinogradTransform}: tiles of the input are transformed, multiplied position by
 * position with transformed weights – each position is a matrix product by {@link MicroKernel} –, and transformed back.
 * A strip of tiles is taken at a time, of one image or of several; its transformed outputs only for a few blocks of filters, so
 * that they stay in the cache. Immutable and thread-safe; calls at the same time need their own scratch memory.
 */
final class WinogradProduct {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    private final WinogradTransform transform;
    private final int channels;
    private final int filters;
    private final FilterBlocks blocks;
    private final int filtersPerBlock;
    private final WinogradTaps taps;
    private final WinogradTiles tiles;
    private final WinogradPatches patches;
    private final WinogradPatches.Map out;
    private final WinogradStrip ofOneImage;
    private final WinogradStrip ofImages;
    private final boolean dividesFilters;

    /** What is done to finished values, in place. */
    @FunctionalInterface
    interface Finish {
        void apply(float[] y, int at, int count);
    }

    WinogradProduct(
            WinogradTransform transform, int channels, int filters, WinogradPatches.Map in, WinogradPatches.Map out) {
        this.transform = transform;
        this.channels = channels;
        this.filters = filters;
        this.blocks = FilterBlocks.of(filters);
        this.filtersPerBlock = blocks.size();
        this.taps = new WinogradTaps(transform, filtersPerBlock);
        this.tiles = new WinogradTiles(transform.outputs, out.height(), out.width());
        this.patches = new WinogradPatches(transform, tiles, in, channels);
        this.out = out;
        this.ofOneImage = strip(Math.min(WinogradStrip.MOST_TILES, tiles.perImage()));
        this.ofImages = strip(WinogradStrip.MOST_TILES);
        this.dividesFilters = transformedWeights() >= TiledConvolution.LARGE_WEIGHTS
                && tiles.perImage() <= WinogradStrip.MOST_TILES
                && filters % filtersPerBlock == 0;
    }

    private WinogradStrip strip(int most) {
        return new WinogradStrip(
                most, positions(), InputOrder.byTiles(channels, most, blocks.size()), channels, blocks);
    }

    private WinogradStrip strip(boolean isOneImage) {
        return isOneImage ? ofOneImage : ofImages;
    }

    private int positions() {
        return transform.inputs * transform.inputs;
    }

    /** Floats of scratch memory for a call with so many images. */
    int scratch(int images) {
        return strip(images == 1).size;
    }

    /**
     * Parts into which the work on an image may be divided: each a number of tiles or, so that no part reads all of large
     * weights, a block of filters.
     */
    int parts() {
        return dividesFilters ? blocks.count() : (tiles.perImage() + tilesPerPart() - 1) / tilesPerPart();
    }

    /** One wide tile of {@link MicroKernel}. */
    private static int tilesPerPart() {
        return MicroKernel.WIDE;
    }

    /** Length of the array that {@link #pack} fills. */
    int packedWeights() {
        return Math.addExact(workspaceAt(), workspace());
    }

    private int workspaceAt() {
        return Math.addExact(Panel.FIRST, transformedWeights());
    }

    private int transformedWeights() {
        return Math.multiplyExact(blocks.count() * positions(), channels * filtersPerBlock);
    }

    /** Room for the weights of some channels, behind all others. */
    private int workspace() {
        return positions() * WinogradTaps.CHANNELS * filtersPerBlock;
    }

    /**
     * Packs transformed weights as [block of filters][position][channel][filter of the block]. The last block may begin early
     * to end with the last filter, and then repeats some of the block before.
     *
     * @param weights [filter][channel][3][3], or if {@code turned} [channel][filter][3][3] of kernels that are to be rotated
     * @param turned for the gradient of the input, to which results are added: repeated filters are zero
     */
    void pack(float[] weights, boolean turned, float[] packed) {
        int work = workspaceAt();
        for (int block = 0; block < blocks.count(); block++) {
            int first = blocks.first(block);
            for (int channel = 0; channel < channels; channel += WinogradTaps.CHANNELS) {
                if (turned) {
                    taps.placeTurned(weights, 9 * (channel * filters + first), 9 * filters, packed, work);
                    taps.clear(blocks.repeated(block), packed, work);
                } else {
                    taps.place(weights, 9 * (first * channels + channel), 9 * channels, packed, work);
                }
                taps.transform(packed, work);
                int at = weightsAt(block, 0) + channel * filtersPerBlock;
                taps.copy(packed, work, taps.positionStep(), packed, at, positionStep());
            }
        }
    }

    /** From a position of a channel's transformed weights to the next one's. */
    private int positionStep() {
        return channels * filtersPerBlock;
    }

    /** Stores the results of parts {@code from} (inclusive) to {@code to} (exclusive) of one image. */
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
        if (dividesFilters) {
            strip(x, xAt, 0, w, b, y, yAt, 0, 0, tiles.perImage(), from, to, rectifier, scratch, ofOneImage);
            finish(y, yAt, 0, 0, tiles.perImage(), from, to, finish);
            return;
        }
        int end = Math.min(tiles.perImage(), to * tilesPerPart());
        set(x, xAt, 0, w, b, y, yAt, 0, from * tilesPerPart(), end, rectifier, scratch, ofOneImage, finish);
    }

    /** Stores the results of some images, {@code xPitch} and {@code yPitch} apart. */
    void set(
            float[] x,
            int xAt,
            int xPitch,
            float[] w,
            float[] b,
            float[] y,
            int yAt,
            int yPitch,
            int images,
            Rectifier rectifier,
            float[] scratch,
            Finish finish) {
        int end = images * tiles.perImage();
        set(x, xAt, xPitch, w, b, y, yAt, yPitch, 0, end, rectifier, scratch, strip(images == 1), finish);
    }

    private void set(
            float[] x,
            int xAt,
            int xPitch,
            float[] w,
            float[] b,
            float[] y,
            int yAt,
            int yPitch,
            int from,
            int end,
            Rectifier rectifier,
            float[] scratch,
            WinogradStrip strip,
            Finish finish) {
        for (int tile = from; tile < end; tile += strip.tiles) {
            int count = Math.min(strip.tiles, end - tile);
            strip(x, xAt, xPitch, w, b, y, yAt, yPitch, tile, count, 0, blocks.count(), rectifier, scratch, strip);
            finish(y, yAt, yPitch, tile, count, 0, blocks.count(), finish);
        }
    }

    /** Finishes the outputs of some tiles, of blocks {@code first} to {@code end} (exclusive). */
    private void finish(float[] y, int yAt, int yPitch, int tile, int count, int first, int end, Finish finish) {
        boolean isWhole = end - first == blocks.count();
        for (int i = tile; i < tile + count; i++) {
            for (int row = 0; row < tiles.rows(i); row++) {
                int at = yAt + pixel(i, yPitch) + row * out.rowPitch();
                if (isWhole) {
                    finish.apply(y, at, tiles.columns(i) * filters);
                    continue;
                }
                for (int column = 0; column < tiles.columns(i); column++) {
                    int from = at + column * filters + first * filtersPerBlock;
                    finish.apply(y, from, (end - first) * filtersPerBlock);
                }
            }
        }
    }

    /** Adds the results of some images. */
    void add(float[] x, int xAt, int xPitch, float[] w, float[] y, int yAt, int yPitch, int images, float[] scratch) {
        WinogradStrip strip = strip(images == 1);
        int end = images * tiles.perImage();
        for (int tile = 0; tile < end; tile += strip.tiles) {
            int count = Math.min(strip.tiles, end - tile);
            strip(
                    x,
                    xAt,
                    xPitch,
                    w,
                    null,
                    y,
                    yAt,
                    yPitch,
                    tile,
                    count,
                    0,
                    blocks.count(),
                    Rectifier.NONE,
                    scratch,
                    strip);
        }
    }

    /** Sets the outputs of a strip of tiles in some blocks of filters, or adds to them if there is no bias. */
    private void strip(
            float[] x,
            int xAt,
            int xPitch,
            float[] w,
            float[] b,
            float[] y,
            int yAt,
            int yPitch,
            int tile,
            int count,
            int fromBlock,
            int toBlock,
            Rectifier rectifier,
            float[] scratch,
            WinogradStrip strip) {
        patches.transform(x, xAt, xPitch, tile, count, scratch, strip);
        for (int first = fromBlock; first < toBlock; first += strip.blocksAtOnce) {
            int end = Math.min(first + strip.blocksAtOnce, toBlock);
            multiply(scratch, w, first, end, count, strip);
            for (int i = 0; i < count; i++) {
                for (int block = first; block < end; block++) {
                    int from = strip.product(block - first, 0) + i * filtersPerBlock;
                    transformOutput(scratch, from, tile + i, block, b, y, yAt, yPitch, rectifier, strip);
                }
            }
        }
    }

    /** Where the first output of a tile stands. */
    private int pixel(int tile, int yPitch) {
        return tiles.image(tile) * yPitch
                + out.origin()
                + tiles.row(tile) * out.rowPitch()
                + tiles.column(tile) * filters;
    }

    private void multiply(float[] scratch, float[] w, int first, int end, int count, WinogradStrip strip) {
        for (int position = 0; position < positions(); position++) {
            for (int block = first; block < end; block++) {
                boolean hasNextBlock = block + 1 < end;
                boolean hasNextPosition = position + 1 < positions();
                int next = hasNextBlock
                        ? weightsAt(block + 1, position)
                        : hasNextPosition ? weightsAt(first, position + 1) : weightsAt(end, 0);
                MacroKernel.set(
                        scratch,
                        strip.input(position),
                        strip.inputs.tilePitch(),
                        strip.taps,
                        w,
                        weightsAt(block, position),
                        next,
                        filtersPerBlock,
                        MacroKernel.ZEROS,
                        0,
                        0,
                        scratch,
                        strip.product(block - first, position),
                        strip.products,
                        count,
                        Float.NEGATIVE_INFINITY,
                        Float.POSITIVE_INFINITY,
                        scratch,
                        strip.patchAt);
            }
        }
    }

    private int weightsAt(int block, int position) {
        return Panel.FIRST + (block * positions() + position) * positionStep();
    }

    private void transformOutput(
            float[] scratch,
            int productsAt,
            int tile,
            int block,
            float[] b,
            float[] y,
            int yAt,
            int yPitch,
            Rectifier rectifier,
            WinogradStrip strip) {
        int to = yAt + pixel(tile, yPitch) + blocks.first(block);
        int columns = tiles.columns(tile);
        int rows = tiles.rows(tile);
        boolean isWhole = columns == transform.outputs && rows == transform.outputs;
        for (int k = 0; k < filtersPerBlock; k += LANES.length()) {
            // Sums start from the bias, or from what is there already.
            float[] init = b == null ? y : b;
            int initAt = b == null ? to + k : blocks.first(block) + k;
            int initRow = b == null ? out.rowPitch() : 0;
            int initColumn = b == null ? filters : 0;
            if (isWhole) {
                transform.output(
                        scratch,
                        productsAt + k,
                        strip.productPitch,
                        init,
                        initAt,
                        initRow,
                        initColumn,
                        y,
                        to + k,
                        out.rowPitch(),
                        filters,
                        rectifier.lowest(),
                        rectifier.highest());
            } else {
                transformPart(
                        scratch,
                        productsAt + k,
                        init,
                        initAt,
                        initRow,
                        initColumn,
                        y,
                        to + k,
                        rows,
                        columns,
                        rectifier,
                        strip);
            }
        }
    }

    /** For a tile that reaches beyond the map. */
    private void transformPart(
            float[] scratch,
            int from,
            float[] init,
            int initAt,
            int initRow,
            int initColumn,
            float[] y,
            int yAt,
            int rows,
            int columns,
            Rectifier rectifier,
            WinogradStrip strip) {
        int rowStep = transform.outputs * LANES.length();
        transform.output(
                scratch,
                from,
                strip.productPitch,
                MacroKernel.ZEROS,
                0,
                0,
                0,
                scratch,
                strip.patchAt,
                rowStep,
                LANES.length(),
                Float.NEGATIVE_INFINITY,
                Float.POSITIVE_INFINITY);
        FloatVector low = FloatVector.broadcast(LANES, rectifier.lowest());
        FloatVector high = FloatVector.broadcast(LANES, rectifier.highest());
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                FloatVector sum = FloatVector.fromArray(
                                LANES, scratch, strip.patchAt + i * rowStep + j * LANES.length())
                        .add(FloatVector.fromArray(LANES, init, initAt + i * initRow + j * initColumn));
                sum.blend(low, sum.compare(LE, low))
                        .blend(high, sum.compare(GE, high))
                        .intoArray(y, yAt + i * out.rowPitch() + j * filters);
            }
        }
    }
}
