package espalier.runtime.vector;

import espalier.runtime.kernel.ConvolutionKernel;
import espalier.runtime.kernel.ConvolutionPacking;
import espalier.runtime.kernel.WeightPacking;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A direct convolution by the tiles of {@link MicroKernel}: a strip of input rows is packed, then each block of filters goes
 * over the strip's output rows. All three passes are such products; the gradient of the input adds, for each kernel row, a
 * product of dy's pixels to the windows that they came from.
 *
 * <p>For groups of which each has a multiple of 8 channels and of 8 filters, at least 16 filters, and whose neighbouring
 * windows are at least 16 values apart; other convolutions have kernels of their own. Thread-safe; calls at the same time need
 * their own scratch memory.
 */
public class TiledConvolution implements ConvolutionKernel {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    /**
     * Floats of a packed strip, half a megabyte: with a block's weights it stays in a second-level cache, and is long enough
     * that reading the weights again for the next strip does not show.
     */
    private static final int STRIP = 1 << 17;

    /** Floats of weights that a first-level cache keeps beside inputs, 24 kB. */
    private static final int WEIGHTS = 6 << 10;

    private final ConvolutionGeometry geometry;
    private final ConvolutionPacking packing;
    private final float lowest;
    private final int filtersPerBlock;
    private final int tapLanes;
    private final Panel inputs;
    private final Panel gradients;
    private final int rowsPerStrip;
    /** For each group the distances of its taps' chunks in a panel of inputs. */
    private final int[][] taps;
    /** For each group the distances of its filters' chunks in a panel of gradients. */
    private final int[][] filterChunks;

    /**
     * @param relu whether negative results are stored as 0
     * @throws IllegalArgumentException if the geometry is not one that tiles can do
     */
    protected TiledConvolution(ConvolutionGeometry layer, boolean relu) {
        ConvolutionGeometry geometry = layer.withRowsJoined();
        int channels = geometry.channelsPerGroup();
        int filters = geometry.filtersPerGroup();
        int window = geometry.strideWidth() * geometry.channels();
        if (channels % MicroKernel.CHUNK != 0 || filters % MicroKernel.CHUNK != 0 || filters < 16 || window < 16) {
            throw new IllegalArgumentException("Groups of " + channels + " channels and " + filters
                    + " filters are not in the multiples of " + MicroKernel.CHUNK + " that tiles take.");
        }
        this.geometry = geometry;
        this.lowest = relu ? 0 : Float.NEGATIVE_INFINITY;
        this.filtersPerBlock = filters < MicroKernel.mostFilters() ? LANES.length() : MicroKernel.mostFilters();
        boolean joined = geometry.groups() == 1 && geometry.dilationWidth() == 1;
        int run = joined ? geometry.kernelWidth() * channels : channels;
        // A block of taps may not reach beyond its run by more than a layout has room for, nor into the next window's.
        this.tapLanes = run % MicroKernel.mostFilters() == 0 && window >= MicroKernel.mostFilters()
                ? MicroKernel.mostFilters()
                : LANES.length();
        ConvolutionPacking.Builder builder = ConvolutionPacking.blocksOf(filtersPerBlock)
                .filters(geometry.filters())
                .channels(geometry.channels())
                .kernel(geometry.kernelHeight(), geometry.kernelWidth())
                .groups(geometry.groups())
                .tapBlocksOf(tapLanes);
        this.packing = (joined ? builder : builder.columnsApart()).build();
        this.inputs = new Panel(
                geometry.channels(),
                geometry.inputColumns(),
                geometry.strideWidth(),
                geometry.kernelWidth(),
                geometry.dilationWidth());
        this.gradients = new Panel(geometry.filters(), geometry.outputWidth(), 1, 1, 1);
        this.rowsPerStrip = rowsPerStrip();
        this.taps = new int[geometry.groups()][];
        this.filterChunks = new int[geometry.groups()][];
        for (int group = 0; group < geometry.groups(); group++) {
            taps[group] = taps(group * channels);
            filterChunks[group] = filterChunks(group * filters);
        }
    }

    private int rowsPerStrip() {
        int rows = 1;
        while (rows < geometry.outputHeight() && stripSize(rows + 1) <= STRIP) {
            rows++;
        }
        return rows;
    }

    private int stripSize(int rows) {
        int ofInputs = inputs.rowSize() * geometry.inputRows(rows);
        return Math.max(ofInputs, rows * gradients.rowSize());
    }

    private int[] taps(int firstChannel) {
        int chunks = geometry.channelsPerGroup() / MicroKernel.CHUNK;
        int[] distances = new int[geometry.kernelHeight() * geometry.kernelWidth() * chunks];
        for (int tap = 0; tap < distances.length; tap++) {
            int row = tap / chunks / geometry.kernelWidth() * geometry.dilationHeight();
            int column = tap / chunks % geometry.kernelWidth() * geometry.dilationWidth();
            int channel = firstChannel + tap % chunks * MicroKernel.CHUNK;
            distances[tap] = row * inputs.rowSize() + inputs.offset(column, channel);
        }
        return distances;
    }

    private int[] filterChunks(int firstFilter) {
        int[] distances = new int[geometry.filtersPerGroup() / MicroKernel.CHUNK];
        for (int chunk = 0; chunk < distances.length; chunk++) {
            distances[chunk] = gradients.offset(0, firstFilter + chunk * MicroKernel.CHUNK);
        }
        return distances;
    }

    @Override
    public WeightPacking packing() {
        return packing;
    }

    @Override
    public int scratch() {
        int panel = inputs.size(geometry.inputRows(rowsPerStrip));
        int blocksOfGradients = rowsPerStrip * geometry.outputWidth() * packing.blocks() * filtersPerBlock;
        return Math.max(Math.addExact(panel, blocksOfGradients), gradients.size(rowsPerStrip));
    }

    @Override
    public int rows() {
        return geometry.outputHeight();
    }

    @Override
    public void forward(
            float[] x, int xAt, float[] w, float[] b, float[] y, int yAt, int fromRow, int toRow, float[] scratch) {
        for (int row = fromRow; row < toRow; row += rowsPerStrip) {
            int rows = Math.min(rowsPerStrip, toRow - row);
            packInputs(x, xAt, row, rows, scratch);
            int to = yAt + geometry.yOrigin() + row * geometry.yRowPitch();
            products(scratch, w, b, y, to, rows);
            for (int i = 0; i < rows; i++) {
                activate(y, to + i * geometry.yRowPitch(), geometry.outputWidth() * geometry.filters());
            }
        }
    }

    /** Applies an activation other than ReLU to finished values, in place; here none. */
    protected void activate(float[] y, int at, int count) {
        // ReLU is applied by the tiles.
    }

    private void packInputs(float[] x, int xAt, int row, int rows, float[] scratch) {
        int from = xAt + geometry.xOrigin() + row * geometry.strideHeight() * geometry.xRowPitch();
        for (int i = 0; i < geometry.inputRows(rows); i++) {
            if (isRead(i)) {
                inputs.fill(x, from + i * geometry.xRowPitch(), scratch, i * inputs.rowSize());
            }
        }
    }

    /** Whether some tap of some output row stands in this input row of a strip. */
    private boolean isRead(int inputRow) {
        for (int u = 0; u < geometry.kernelHeight(); u++) {
            if ((inputRow - u * geometry.dilationHeight()) % geometry.strideHeight() == 0) {
                return true;
            }
        }
        return false;
    }

    /** Block after block, so that its weights stay in the cache. */
    private void products(float[] panel, float[] w, float[] b, float[] y, int yAt, int rows) {
        for (int block = 0; block < packing.blocks(); block++) {
            int[] distances = taps[group(block)];
            int chunks = chunksAtOnce(distances.length, filtersPerBlock, rows);
            int to = yAt + packing.firstFilter(block);
            int wAt = block * packing.weightsPerBlock();
            for (int from = 0; from < distances.length; from += chunks) {
                int end = Math.min(distances.length, from + chunks);
                for (int i = 0; i < rows; i++) {
                    int rowAt = to + i * geometry.yRowPitch();
                    MicroKernel.row(
                            panel,
                            i * geometry.strideHeight() * inputs.rowSize(),
                            distances,
                            from,
                            end,
                            w,
                            wAt + from * MicroKernel.CHUNK * filtersPerBlock,
                            filtersPerBlock,
                            from == 0 ? b : y,
                            from == 0 ? block * filtersPerBlock : rowAt,
                            from == 0 ? 0 : geometry.filters(),
                            y,
                            rowAt,
                            geometry.filters(),
                            geometry.outputWidth(),
                            end == distances.length ? lowest : Float.NEGATIVE_INFINITY);
                }
            }
        }
    }

    /**
     * How many chunks of taps are taken for all rows before the next ones: all, but where rows are short, as many as have
     * weights for the first-level cache. A wide tile needs a block's weights slowly enough to read them from the second level.
     */
    private int chunksAtOnce(int chunks, int lanes, int rows) {
        boolean once = rows == 1 || geometry.outputWidth() >= MicroKernel.WIDE;
        return once ? chunks : Math.max(1, WEIGHTS / (MicroKernel.CHUNK * lanes));
    }

    private int group(int block) {
        return block / (packing.blocks() / geometry.groups());
    }

    @Override
    public void backwardWeights(float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db, float[] scratch) {
        int gradientsAt = inputs.size(geometry.inputRows(rowsPerStrip));
        for (int row = 0; row < geometry.outputHeight(); row += rowsPerStrip) {
            int rows = Math.min(rowsPerStrip, geometry.outputHeight() - row);
            packInputs(x, xAt, row, rows, scratch);
            packGradientBlocks(dy, dyAt + geometry.yOrigin() + row * geometry.yRowPitch(), rows, scratch, gradientsAt);
            for (int block = 0; block < packing.blocks(); block++) {
                int at = gradientsAt + block * rows * geometry.outputWidth() * filtersPerBlock;
                weights(scratch, at, rows, block, dw);
                addPixels(scratch, at, rows * geometry.outputWidth(), filtersPerBlock, db, block * filtersPerBlock);
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

    private void weights(float[] scratch, int gradientsAt, int rows, int block, float[] dw) {
        int[] distances = taps[group(block)];
        int at = block * packing.weightsPerBlock();
        for (int distance : distances) {
            MicroKernel.outer(
                    scratch,
                    distance,
                    geometry.strideHeight() * inputs.rowSize(),
                    scratch,
                    gradientsAt,
                    filtersPerBlock,
                    rows,
                    geometry.outputWidth(),
                    dw,
                    at);
            at += MicroKernel.CHUNK * filtersPerBlock;
        }
    }

    /** {@code sums[k] += sum over pixels p of values[p][k]}. */
    private static void addPixels(float[] values, int at, int pixels, int size, float[] sums, int sumsAt) {
        for (int k = 0; k < size; k += LANES.length()) {
            FloatVector sum = FloatVector.fromArray(LANES, sums, sumsAt + k);
            int pixel = 0;
            do { // at least one pixel, see MicroKernel
                sum = sum.add(FloatVector.fromArray(LANES, values, at + pixel * size + k));
            } while (++pixel < pixels);
            sum.intoArray(sums, sumsAt + k);
        }
    }

    @Override
    public void backwardInput(float[] dy, int dyAt, float[] w, float[] dx, int dxAt, float[] scratch) {
        for (int row = 0; row < geometry.outputHeight(); row += rowsPerStrip) {
            int rows = Math.min(rowsPerStrip, geometry.outputHeight() - row);
            int from = dyAt + geometry.yOrigin() + row * geometry.yRowPitch();
            for (int i = 0; i < rows; i++) {
                gradients.fill(dy, from + i * geometry.yRowPitch(), scratch, i * gradients.rowSize());
            }
            int to = dxAt + geometry.xOrigin() + row * geometry.strideHeight() * geometry.xRowPitch();
            addWindows(scratch, w, dx, to, rows);
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
                    addBlock(scratch, filterChunks[group], w, wAt, dx, runAt + block * tapLanes, rows);
                    wAt += weightsPerBlock;
                }
            }
        }
    }

    private void addBlock(float[] scratch, int[] distances, float[] w, int wAt, float[] dx, int dxAt, int rows) {
        int windowPitch = geometry.strideWidth() * geometry.channels();
        int chunks = chunksAtOnce(distances.length, tapLanes, rows);
        for (int from = 0; from < distances.length; from += chunks) {
            for (int i = 0; i < rows; i++) {
                int rowAt = dxAt + i * geometry.strideHeight() * geometry.xRowPitch();
                MicroKernel.row(
                        scratch,
                        i * gradients.rowSize(),
                        distances,
                        from,
                        Math.min(distances.length, from + chunks),
                        w,
                        wAt + from * MicroKernel.CHUNK * tapLanes,
                        tapLanes,
                        dx,
                        rowAt,
                        windowPitch,
                        dx,
                        rowAt,
                        windowPitch,
                        geometry.outputWidth(),
                        Float.NEGATIVE_INFINITY);
            }
        }
    }
}
