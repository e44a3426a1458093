package espalier.runtime.kernel;

/**
 * The order in which a convolution kernel reads its weights, between the public [out, in/groups, kH, kW] and arrays in
 * which every load is a whole block of lanes. Immutable.
 *
 * <p>Filters are taken in blocks of {@code lanes}. Where a group's filters are no multiple of the lanes, its last block
 * begins early enough to end with the group's last filter, and so repeats some filters of the block before: a block then
 * never reaches beyond its group. Only a group with fewer filters than lanes has lanes left over; their weights are zero.
 *
 * <p>Narrow groups may be merged into wider ones, so that a block is filled: a weight between a filter and a channel that
 * are not connected is zero when packed, and has no gradient.
 */
public final class ConvolutionPacking {

    private final int lanes;
    private final int groups;
    private final int filters;
    private final int channels;
    private final int kernelHeight;
    private final int kernelWidth;
    private final int narrowFilters;
    private final int narrowChannels;
    private final int runs;
    private final int[][] connections;

    /**
     * Describes the packing of one convolution.
     *
     * @param lanes filters in a block
     * @param groups groups after merging
     * @param filters filters in such a group
     * @param channels input channels of such a group
     * @param merged how many of the convolution's own groups make one of these, 1 or more
     * @param runs pieces into which the inputs of one kernel row fall in memory: 1, or {@code kernelWidth}
     * @param connections for each filter the input channels that it reads; empty when it reads all of its group
     */
    public ConvolutionPacking(
            int lanes,
            int groups,
            int filters,
            int channels,
            int kernelHeight,
            int kernelWidth,
            int merged,
            int runs,
            int[][] connections) {
        this.lanes = lanes;
        this.groups = groups;
        this.filters = filters;
        this.channels = channels;
        this.kernelHeight = kernelHeight;
        this.kernelWidth = kernelWidth;
        this.narrowFilters = filters / merged;
        this.narrowChannels = channels / merged;
        this.runs = runs;
        this.connections = connections.clone();
    }

    /** Blocks of filters, those of all groups counted on. */
    public int blocks() {
        return groups * blocksPerGroup();
    }

    /** The first filter of a block. */
    public int firstFilter(int block) {
        int lastStart = Math.max(0, filters - lanes);
        return block / blocksPerGroup() * filters + Math.min(block % blocksPerGroup() * lanes, lastStart);
    }

    /** The first input channel that a block reads. */
    public int firstChannel(int block) {
        return block / blocksPerGroup() * channels;
    }

    /** Weights of one block: [kernel row][kernel column * channels][lane]. */
    public int weightsPerBlock() {
        return kernelHeight * kernelWidth * channels * lanes;
    }

    /** Length of the array that {@link #packWeights} fills. */
    public int packedWeights() {
        return blocks() * weightsPerBlock();
    }

    /** Length of the array that {@link #packBias} fills. */
    public int packedBias() {
        return blocks() * lanes;
    }

    /** Vectors of {@code lanes} that cover a run, the last one perhaps with zeros. */
    public int vectorsPerRun() {
        return (runLength() + lanes - 1) / lanes;
    }

    /** Length of the array that {@link #packForInputGradient} fills. */
    public int packedForInputGradient() {
        return groups * kernelHeight * runs * vectorsPerRun() * filters * lanes;
    }

    /** Packs weights [out, in/groups, kH, kW] as [block][kernel row][kernel column * channels][lane]. */
    public void packWeights(float[] weights, float[] packed) {
        for (int block = 0; block < blocks(); block++) {
            for (int tap = 0; tap < tapsPerBlock(); tap++) {
                for (int lane = 0; lane < lanes; lane++) {
                    int filter = firstFilter(block) + lane;
                    int at = lane < filters ? weight(filter, tap) : -1;
                    packed[block * weightsPerBlock() + tap * lanes + lane] = at < 0 ? 0 : weights[at];
                }
            }
        }
    }

    /** Packs a bias [out] as [block][lane]. */
    public void packBias(float[] bias, float[] packed) {
        for (int block = 0; block < blocks(); block++) {
            for (int lane = 0; lane < lanes; lane++) {
                packed[block * lanes + lane] = lane < filters ? bias[firstFilter(block) + lane] : 0;
            }
        }
    }

    /** Packs weights [out, in/groups, kH, kW] as [group][kernel row][run][vector of the run][filter][lane]. */
    public void packForInputGradient(float[] weights, float[] packed) {
        int at = 0;
        for (int group = 0; group < groups; group++) {
            for (int piece = 0; piece < kernelHeight * runs * vectorsPerRun(); piece++) {
                for (int filter = 0; filter < filters; filter++) {
                    for (int lane = 0; lane < lanes; lane++) {
                        int inRun = piece % vectorsPerRun() * lanes + lane;
                        int tap = piece / vectorsPerRun() * runLength() + inRun;
                        int from = inRun < runLength() ? weight(group * filters + filter, tap) : -1;
                        packed[at++] = from < 0 ? 0 : weights[from];
                    }
                }
            }
        }
    }

    /** Adds a weight gradient, packed as {@link #packWeights} does, to {@code gradient} [out, in/groups, kH, kW]. */
    public void unpackWeightGradient(float[] packed, float[] gradient) {
        for (int filter = 0; filter < groups * filters; filter++) {
            int block = block(filter);
            int from = block * weightsPerBlock() + filter - firstFilter(block);
            for (int tap = 0; tap < tapsPerBlock(); tap++) {
                int at = weight(filter, tap);
                if (at >= 0) {
                    gradient[at] += packed[from + tap * lanes];
                }
            }
        }
    }

    /** Adds a bias gradient, packed as {@link #packBias} does, to {@code gradient} [out]. */
    public void unpackBiasGradient(float[] packed, float[] gradient) {
        for (int filter = 0; filter < groups * filters; filter++) {
            int block = block(filter);
            gradient[filter] += packed[block * lanes + filter - firstFilter(block)];
        }
    }

    private int blocksPerGroup() {
        return (filters + lanes - 1) / lanes;
    }

    private int tapsPerBlock() {
        return kernelHeight * kernelWidth * channels;
    }

    private int runLength() {
        return kernelWidth * channels / runs;
    }

    /** The first block that holds a filter. */
    private int block(int filter) {
        return filter / filters * blocksPerGroup() + filter % filters / lanes;
    }

    /** Where the weight of a tap stands in [out, in/groups, kH, kW]; -1 if filter and channel are not connected. */
    private int weight(int filter, int tap) {
        int channel = tap % channels;
        if (channel / narrowChannels != filter % filters / narrowFilters) {
            return -1;
        }
        if (connections.length > 0 && !contains(connections[filter], channel)) {
            return -1;
        }
        int column = tap / channels % kernelWidth;
        int row = tap / channels / kernelWidth;
        return ((filter * narrowChannels + channel % narrowChannels) * kernelHeight + row) * kernelWidth + column;
    }

    private static boolean contains(int[] values, int wanted) {
        for (int value : values) {
            if (value == wanted) {
                return true;
            }
        }
        return false;
    }
}
