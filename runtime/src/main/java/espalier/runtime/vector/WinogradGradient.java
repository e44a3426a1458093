package espalier.runtime.vector;

import java.util.Arrays;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradient of the weights of a 3x3 convolution by the transposes of {@link WinogradTransform}: since
 * {@code Y = A' [(G g G') . (B' d B)] A}, {@code dg = G' [(A dY A') . (B' d B)] G}. Sums over tiles are kept transformed; each
 * position is a product of transformed inputs and gradients, with as many times fewer multiplications as the forward pass has.
 * Immutable and thread-safe; calls at the same time need their own scratch memory.
 */
final class WinogradGradient {

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
    private final WinogradStrip strip;

    WinogradGradient(
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
        int most = WinogradStrip.MOST_TILES;
        InputOrder order = InputOrder.byChannels(channels, most);
        this.strip = new WinogradStrip(most, positions(), order, channels, blocks);
    }

    private int positions() {
        return transform.inputs * transform.inputs;
    }

    int tilesPerImage() {
        return tiles.perImage();
    }

    /** Floats of scratch memory for a call. */
    int scratch() {
        return strip.size;
    }

    /**
     * Length of the array of a transformed gradient, [block of filters][position][channel][filter of the block], and room to
     * transform some channels back.
     */
    int packed() {
        return Math.addExact(transformed(), positions() * WinogradTaps.CHANNELS * filtersPerBlock);
    }

    private int transformed() {
        return Math.multiplyExact(blocks.count() * positions(), channels * filtersPerBlock);
    }

    /** Adds the part of some images, {@code xPitch} and {@code yPitch} apart, to a transformed gradient. */
    void add(
            float[] x, int xAt, int xPitch, float[] dy, int dyAt, int yPitch, int images, float[] dw, float[] scratch) {
        int end = images * tiles.perImage();
        for (int tile = 0; tile < end; tile += strip.tiles) {
            int count = Math.min(strip.tiles, end - tile);
            patches.transform(x, xAt, xPitch, tile, count, scratch, strip);
            for (int first = 0; first < blocks.count(); first += strip.blocksAtOnce) {
                int last = Math.min(first + strip.blocksAtOnce, blocks.count());
                for (int i = 0; i < count; i++) {
                    int imageAt = dyAt + tiles.image(tile + i) * yPitch;
                    for (int block = first; block < last; block++) {
                        int to = strip.product(block - first, 0) + i * filtersPerBlock;
                        transformGradient(dy, imageAt + blocks.first(block), tile + i, scratch, to);
                    }
                }
                multiply(scratch, count, first, last, dw);
            }
        }
    }

    private void transformGradient(float[] dy, int dyAt, int tile, float[] scratch, int to) {
        int columns = tiles.columns(tile);
        int rows = tiles.rows(tile);
        int at = dyAt + out.origin() + tiles.row(tile) * out.rowPitch() + tiles.column(tile) * filters;
        boolean isWhole = columns == transform.outputs && rows == transform.outputs;
        if (!isWhole) {
            copy(dy, at, rows, columns, scratch);
        }
        float[] from = isWhole ? dy : scratch;
        int fromAt = isWhole ? at : strip.patchAt;
        int rowPitch = isWhole ? out.rowPitch() : transform.outputs * filtersPerBlock;
        int columnPitch = isWhole ? filters : filtersPerBlock;
        for (int k = 0; k < filtersPerBlock; k += LANES.length()) {
            transform.outputGradient(from, fromAt + k, rowPitch, columnPitch, scratch, to + k, strip.productPitch);
        }
    }

    /** With zeros where the tile reaches beyond the map. */
    private void copy(float[] dy, int at, int rows, int columns, float[] scratch) {
        int rowSize = transform.outputs * filtersPerBlock;
        Arrays.fill(scratch, strip.patchAt, strip.patchAt + transform.outputs * rowSize, 0);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int to = strip.patchAt + i * rowSize + j * filtersPerBlock;
                System.arraycopy(dy, at + i * out.rowPitch() + j * filters, scratch, to, filtersPerBlock);
            }
        }
    }

    private void multiply(float[] scratch, int count, int first, int last, float[] dw) {
        for (int position = 0; position < positions(); position++) {
            for (int block = first; block < last; block++) {
                int dwAt = (block * positions() + position) * channels * filtersPerBlock;
                for (int c = 0; c < channels; c += OuterProduct.CHANNELS) {
                    OuterProduct.add(
                            scratch,
                            strip.input(position) + strip.inputs.channel(c),
                            scratch,
                            strip.product(block - first, position),
                            filtersPerBlock,
                            count,
                            dw,
                            dwAt + c * filtersPerBlock);
                }
            }
        }
    }

    /** Adds a transformed gradient, which is overwritten, to {@code gradient} [filter][channel][3][3]. */
    void unpack(float[] packed, float[] gradient) {
        int work = transformed();
        for (int block = 0; block < blocks.count(); block++) {
            for (int channel = 0; channel < channels; channel += WinogradTaps.CHANNELS) {
                int at = (block * positions() * channels + channel) * filtersPerBlock;
                taps.copy(packed, at, channels * filtersPerBlock, packed, work, taps.positionStep());
                taps.transformBack(packed, work);
                int to = 9 * (blocks.first(block) * channels + channel);
                taps.add(packed, work, blocks.repeated(block), gradient, to, 9 * channels);
            }
        }
    }
}
