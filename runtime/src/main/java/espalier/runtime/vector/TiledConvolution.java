package espalier.runtime.vector;

import espalier.runtime.kernel.ConvolutionPacking;
import espalier.runtime.kernel.Rectifier;
import espalier.runtime.kernel.WeightPacking;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A direct convolution by the tiles of {@link MicroKernel}: a strip of input rows is packed, then each block of filters goes
 * over the strip's output rows. All three passes are such products; the gradient of the input adds, for each kernel row, a
 * product of dy's pixels to the windows that they came from.
 *
 * <p>For groups of which each has a multiple of 8 channels and of 8 filters, at least 16 filters; one group without dilation
 * may have any number of channels. Other convolutions have kernels of their own. Thread-safe; calls at the same time need
 * their own scratch memory.
 */
public class TiledConvolution extends VectorConvolution {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    /**
     * Floats of a packed strip, half a megabyte: with a block's weights it stays in a second-level cache, and it is long
     * enough that reading the weights again for the next strip does not show.
     */
    private static final int STRIP = 1 << 17;

    /** Three quarters of a megabyte: a strip for all rows if no other strip has then to read {@link #LARGE_WEIGHTS} again. */
    private static final int LONGEST_STRIP = 3 << 16;

    /** A megabyte, which comes from a third-level cache each time. */
    static final int LARGE_WEIGHTS = 1 << 18;

    private static final int TILE = MicroKernel.WIDEST * MicroKernel.mostFilters();

    /**
     * Weights of a piece of the taps, 24 kB: with the inputs of a tile they stay in a first-level cache, so that all tiles of a
     * strip but the first read them from there.
     */
    private static final int PIECE = 6 * 1024;

    /** What channels and filters are multiples of: they are gone through in products of as many, or in half of them. */
    private static final int MULTIPLE = OuterProduct.CHANNELS;

    /** Four tiles or five: a map with no more pixels is divided into blocks of filters, so that no weights are read twice. */
    private static final int FEWEST_PIXELS_TO_DIVIDE = 56;

    private final ConvolutionPacking packing;
    private final int filtersPerBlock;
    private final int tapLanes;
    private final int rowsPerStrip;
    private final boolean dividesFilters;
    private final Panel inputs;
    private final Panel gradients;
    private final MacroKernel.Rows outputs;
    private final MacroKernel.Rows windows;
    /** Unfinished sums of a block of filters. */
    private final MacroKernel.Rows sums;
    /** For each group and each piece of its taps, the distances of the piece's chunks in a panel of inputs. */
    private final int[][][] taps;
    /** For each group the distances of its filters' chunks in a panel of gradients. */
    private final int[][] filterChunks;

    /**
     * @param rectifier the activation; a class with another one has none, and overrides {@link #activate} and
     *     {@link #backwardActivation}
     * @throws IllegalArgumentException if the geometry is not one that tiles can do
     */
    protected TiledConvolution(ConvolutionGeometry layer, Rectifier rectifier) {
        super(joined(layer), rectifier);
        int channels = geometry.channelsPerGroup();
        int filters = geometry.filtersPerGroup();
        if (channels % MULTIPLE != 0 || filters % MULTIPLE != 0 || filters < 16) {
            throw new IllegalArgumentException("Groups of " + channels + " channels and " + filters
                    + " filters are not in the multiples of " + MULTIPLE + " that tiles take.");
        }
        this.filtersPerBlock = filtersPerBlock(filters, geometry.groups());
        int run = geometry.isGapless() ? geometry.kernelWidth() * channels : channels;
        // A block of taps may not reach beyond its run by more than a layout has room for.
        this.tapLanes = run % MicroKernel.mostFilters() == 0 ? MicroKernel.mostFilters() : LANES.length();
        ConvolutionPacking.Builder builder = ConvolutionPacking.blocksOf(filtersPerBlock)
                .filters(layer.filters())
                .channels(layer.channels())
                .kernel(layer.kernelHeight(), layer.kernelWidth())
                .groups(layer.groups())
                .tapBlocksOf(tapLanes)
                .weightsFrom(Panel.FIRST);
        this.packing = (geometry.isGapless() ? builder.rowsFilledTo(MULTIPLE) : builder.columnsApart()).build();
        this.rowsPerStrip = rowsPerStrip(geometry);
        this.dividesFilters = rowsPerStrip == geometry.outputHeight()
                && geometry.outputHeight() * geometry.outputWidth() <= FEWEST_PIXELS_TO_DIVIDE
                && filters % filtersPerBlock == 0;
        this.inputs = new Panel(geometry, rowsPerStrip);
        this.gradients = new Panel(geometry.ofGradient(), rowsPerStrip);
        int width = geometry.outputWidth();
        this.outputs = new MacroKernel.Rows(width, geometry.filters(), geometry.yRowPitch());
        this.sums = new MacroKernel.Rows(1, filtersPerBlock, filtersPerBlock);
        this.windows =
                new MacroKernel.Rows(width, geometry.windowPitch(), geometry.strideHeight() * geometry.xRowPitch());
        this.taps = new int[geometry.groups()][][];
        this.filterChunks = new int[geometry.groups()][];
        for (int group = 0; group < geometry.groups(); group++) {
            taps[group] = pieces(taps(group * channels));
            filterChunks[group] = filterChunks(group * filters);
        }
    }

    /**
     * Two vectors where there are as many filters. A few less, if that is all of them, fill two with zeros: twice one vector,
     * with some filters in both, takes longer.
     */
    private static int filtersPerBlock(int filters, int groups) {
        boolean fillsTwo = filters >= MicroKernel.mostFilters() || (filters > LANES.length() && groups == 1);
        return fillsTwo ? MicroKernel.mostFilters() : LANES.length();
    }

    private static ConvolutionGeometry joined(ConvolutionGeometry layer) {
        boolean narrow = layer.channels() % MULTIPLE != 0;
        return narrow && layer.isGapless() ? layer.withColumnsJoined() : layer.withRowsJoined();
    }

    private static int rowsPerStrip(ConvolutionGeometry geometry) {
        int all = geometry.outputHeight();
        if (weights(geometry) >= LARGE_WEIGHTS && new Panel(geometry, all).size() <= LONGEST_STRIP) {
            return all;
        }
        int rows = 1;
        while (rows < all && new Panel(geometry, rows + 1).size() <= STRIP) {
            rows++;
        }
        return rows;
    }

    private static long weights(ConvolutionGeometry geometry) {
        return (long) geometry.filters()
                * geometry.channelsPerGroup()
                * geometry.kernelHeight()
                * geometry.kernelWidth();
    }

    /** Divides taps evenly into as few pieces as keep a piece's weights in a first-level cache. */
    private int[][] pieces(int[] taps) {
        int perProduct = MULTIPLE / MicroKernel.CHUNK;
        int products = taps.length / perProduct;
        int longest = PIECE / (MULTIPLE * filtersPerBlock);
        int count = (products + longest - 1) / longest;
        int[][] pieces = new int[count][];
        for (int piece = 0; piece < count; piece++) {
            int from = piece * products / count * perProduct;
            pieces[piece] = Arrays.copyOfRange(taps, from, (piece + 1) * products / count * perProduct);
        }
        return pieces;
    }

    private int[] taps(int firstChannel) {
        int chunks = geometry.channelsPerGroup() / MicroKernel.CHUNK;
        int[] distances = new int[geometry.kernelHeight() * geometry.kernelWidth() * chunks];
        for (int tap = 0; tap < distances.length; tap++) {
            int position = tap / chunks;
            distances[tap] = inputs.offset(
                    position / geometry.kernelWidth(),
                    position % geometry.kernelWidth(),
                    firstChannel + tap % chunks * MicroKernel.CHUNK);
        }
        return distances;
    }

    private int[] filterChunks(int firstFilter) {
        int[] distances = new int[geometry.filtersPerGroup() / MicroKernel.CHUNK];
        for (int chunk = 0; chunk < distances.length; chunk++) {
            distances[chunk] = gradients.offset(0, 0, firstFilter + chunk * MicroKernel.CHUNK);
        }
        return distances;
    }

    @Override
    public WeightPacking packing() {
        return packing;
    }

    @Override
    public int scratch(int images) {
        int pixels = rowsPerStrip * geometry.outputWidth();
        int blocksOfGradients = pixels * packing.blocks() * filtersPerBlock;
        int sums = TILE + pixels * filtersPerBlock + TILE;
        return Math.max(inputs.size() + Math.max(blocksOfGradients, sums), gradients.size() + TILE);
    }

    @Override
    public int rows() {
        return dividesFilters ? packing.blocks() : geometry.outputHeight();
    }

    @Override
    public void forward(
            float[] x, int xAt, float[] w, float[] b, float[] y, int yAt, int fromRow, int toRow, float[] scratch) {
        if (dividesFilters) {
            forwardBlocks(x, xAt, w, b, y, yAt + geometry.yOrigin(), fromRow, toRow, scratch);
            return;
        }
        for (int row = fromRow; row < toRow; row += rowsPerStrip) {
            int rows = Math.min(rowsPerStrip, toRow - row);
            inputs.fill(x, windowsAt(xAt, row), rows, scratch);
            int to = yAt + geometry.yOrigin() + row * geometry.yRowPitch();
            products(scratch, w, b, y, to, rows);
            for (int i = 0; i < rows; i++) {
                activate(y, to + i * geometry.yRowPitch(), geometry.outputWidth() * geometry.filters());
            }
        }
    }

    private void forwardBlocks(
            float[] x, int xAt, float[] w, float[] b, float[] y, int yAt, int from, int to, float[] scratch) {
        int height = geometry.outputHeight();
        int width = geometry.outputWidth();
        inputs.fill(x, windowsAt(xAt, 0), height, scratch);
        for (int block = from; block < to; block++) {
            product(scratch, w, b, y, yAt + packing.firstFilter(block), height * width, block);
        }
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                int at = yAt + i * geometry.yRowPitch() + j * geometry.filters();
                activate(y, at + from * filtersPerBlock, (to - from) * filtersPerBlock);
            }
        }
    }

    /** Where the window of an output row's first pixel begins. */
    private int windowsAt(int xAt, int row) {
        return xAt + geometry.xOrigin() + row * geometry.strideHeight() * geometry.xRowPitch();
    }

    /** Block after block and piece after piece, so that the weights of a piece stay in the cache. */
    private void products(float[] scratch, float[] w, float[] b, float[] y, int yAt, int rows) {
        for (int block = 0; block < packing.blocks(); block++) {
            product(scratch, w, b, y, yAt + packing.firstFilter(block), rows * geometry.outputWidth(), block);
        }
    }

    private void product(float[] scratch, float[] w, float[] b, float[] y, int yAt, int pixels, int block) {
        int tileAt = inputs.size();
        int sumsAt = tileAt + TILE;
        int wAt = Panel.FIRST + block * packing.weightsPerBlock();
        int[][] pieces = taps[group(block)];
        for (int piece = 0; piece < pieces.length; piece++) {
            boolean isFirst = piece == 0;
            boolean isLast = piece == pieces.length - 1;
            int next = wAt + pieces[piece].length * MicroKernel.CHUNK * filtersPerBlock;
            MacroKernel.set(
                    scratch,
                    0,
                    0,
                    pieces[piece],
                    w,
                    wAt,
                    next,
                    filtersPerBlock,
                    isFirst ? b : scratch,
                    isFirst ? block * filtersPerBlock : sumsAt,
                    isFirst ? 0 : filtersPerBlock,
                    isLast ? y : scratch,
                    isLast ? yAt : sumsAt,
                    isLast ? outputs : sums,
                    pixels,
                    isLast ? rectifier.lowest() : Float.NEGATIVE_INFINITY,
                    isLast ? rectifier.highest() : Float.POSITIVE_INFINITY,
                    scratch,
                    tileAt);
            wAt = next;
        }
    }

    private int group(int block) {
        return block / (packing.blocks() / geometry.groups());
    }

    @Override
    public void backwardWeights(float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db, float[] scratch) {
        int gradientsAt = inputs.size();
        for (int row = 0; row < geometry.outputHeight(); row += rowsPerStrip) {
            int rows = Math.min(rowsPerStrip, geometry.outputHeight() - row);
            inputs.fill(x, windowsAt(xAt, row), rows, scratch);
            packGradientBlocks(dy, dyAt + geometry.yOrigin() + row * geometry.yRowPitch(), rows, scratch, gradientsAt);
            for (int block = 0; block < packing.blocks(); block++) {
                int at = gradientsAt + block * rows * geometry.outputWidth() * filtersPerBlock;
                int pixels = rows * geometry.outputWidth();
                weights(scratch, at, pixels, block, dw);
                addPixels(scratch, at, filtersPerBlock, pixels, filtersPerBlock, db, block * filtersPerBlock);
            }
        }
    }

    /** As [block of filters][row][column][filter of the block]. */
    private void packGradientBlocks(float[] dy, int dyAt, int rows, float[] scratch, int at) {
        int to = at;
        for (int block = 0; block < packing.blocks(); block++) {
            for (int i = 0; i < rows; i++) {
                int from = dyAt + i * geometry.yRowPitch() + packing.firstFilter(block);
                copyBlocks(dy, from, geometry.filters(), scratch, to, filtersPerBlock, geometry.outputWidth());
                to += geometry.outputWidth() * filtersPerBlock;
            }
        }
    }

    private static void copyBlocks(float[] from, int fromAt, int pitch, float[] to, int toAt, int size, int pixels) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int k = 0; k < size; k += LANES.length()) {
                FloatVector.fromArray(LANES, from, fromAt + pixel * pitch + k).intoArray(to, toAt + pixel * size + k);
            }
        }
    }

    private void weights(float[] scratch, int gradientsAt, int pixels, int block, float[] dw) {
        int at = Panel.FIRST + block * packing.weightsPerBlock();
        for (int[] piece : taps[group(block)]) {
            for (int tap = 0; tap < piece.length; tap += MULTIPLE / MicroKernel.CHUNK) {
                OuterProduct.add(scratch, piece[tap], scratch, gradientsAt, filtersPerBlock, pixels, dw, at);
                at += MULTIPLE * filtersPerBlock;
            }
        }
    }

    @Override
    public void backwardInput(float[] dy, int dyAt, float[] w, float[] dx, int dxAt, float[] scratch) {
        for (int row = 0; row < geometry.outputHeight(); row += rowsPerStrip) {
            int rows = Math.min(rowsPerStrip, geometry.outputHeight() - row);
            gradients.fill(dy, dyAt + geometry.yOrigin() + row * geometry.yRowPitch(), rows, scratch);
            addWindows(scratch, w, dx, windowsAt(dxAt, row), rows);
        }
    }

    /** For each block of taps, from the first window to the last: windows overlap, and their sums are added in this order. */
    private void addWindows(float[] scratch, float[] w, float[] dx, int dxAt, int rows) {
        int weightsPerBlock = geometry.filtersPerGroup() * tapLanes;
        int runs = packing.runsPerKernel() / geometry.kernelHeight();
        int wAt = 0;
        for (int group = 0; group < geometry.groups(); group++) {
            for (int run = 0; run < packing.runsPerKernel(); run++) {
                int runAt = dxAt
                        + run / runs * geometry.kernelRow()
                        + run % runs * geometry.dilationWidth() * geometry.channels()
                        + group * geometry.channelsPerGroup();
                for (int block = 0; block < packing.blocksPerRun(); block++) {
                    MacroKernel.add(
                            scratch,
                            0,
                            filterChunks[group],
                            w,
                            wAt,
                            wAt + weightsPerBlock,
                            tapLanes,
                            dx,
                            runAt + block * tapLanes,
                            windows,
                            rows * geometry.outputWidth(),
                            scratch,
                            gradients.size());
                    wAt += weightsPerBlock;
                }
            }
        }
    }
}
