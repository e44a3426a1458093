package espalier.runtime.kernel;

import java.util.Arrays;

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
    private final int runs;

    /** Weights of one filter in the public order. */
    private final int weightsPerFilter;

    /** For each tap [kernel row][kernel column * channels] its place among the public weights of a filter. */
    private final int[] tapPlaces;

    /** For each filter and channel of its group whether a weight joins them; empty when all are joined. */
    private final boolean[] joined;

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
        this.runs = runs;
        int narrowChannels = channels / merged;
        this.weightsPerFilter = narrowChannels * kernelHeight * kernelWidth;
        this.tapPlaces = new int[kernelHeight * kernelWidth * channels];
        for (int tap = 0; tap < tapPlaces.length; tap++) {
            int channel = tap % channels % narrowChannels;
            tapPlaces[tap] = channel * kernelHeight * kernelWidth + tap / channels;
        }
        this.joined = merged == 1 && connections.length == 0
                ? new boolean[0]
                : joined(groups * filters, filters / merged, channels, narrowChannels, connections);
    }

    private static boolean[] joined(
            int allFilters, int narrowFilters, int channels, int narrowChannels, int[][] connections) {
        boolean[] joined = new boolean[allFilters * channels];
        int groupsMerged = channels / narrowChannels;
        for (int filter = 0; filter < allFilters; filter++) {
            int narrowGroup = filter / narrowFilters % groupsMerged;
            for (int channel = 0; channel < channels; channel++) {
                joined[filter * channels + channel] = channel / narrowChannels == narrowGroup
                        && (connections.length == 0 || contains(connections[filter], channel));
            }
        }
        return joined;
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
        int used = Math.min(lanes, filters);
        for (int block = 0; block < blocks(); block++) {
            int first = firstFilter(block);
            for (int tap = 0; tap < tapPlaces.length; tap++) {
                int to = block * weightsPerBlock() + tap * lanes;
                int from = first * weightsPerFilter + tapPlaces[tap];
                for (int lane = 0; lane < used; lane++) {
                    packed[to + lane] = isJoined(first + lane, tap) ? weights[from + lane * weightsPerFilter] : 0;
                }
                Arrays.fill(packed, to + used, to + lanes, 0);
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
        int runLength = runLength();
        int to = 0;
        for (int group = 0; group < groups; group++) {
            for (int run = 0; run < kernelHeight * runs; run++) {
                for (int inRun = 0; inRun < runLength; inRun += lanes) {
                    int tap = run * runLength + inRun;
                    int used = Math.min(lanes, runLength - inRun);
                    for (int filter = group * filters; filter < (group + 1) * filters; filter++, to += lanes) {
                        int from = filter * weightsPerFilter;
                        for (int lane = 0; lane < used; lane++) {
                            packed[to + lane] =
                                    isJoined(filter, tap + lane) ? weights[from + tapPlaces[tap + lane]] : 0;
                        }
                        Arrays.fill(packed, to + used, to + lanes, 0);
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
            int to = filter * weightsPerFilter;
            for (int tap = 0; tap < tapPlaces.length; tap++) {
                if (isJoined(filter, tap)) {
                    gradient[to + tapPlaces[tap]] += packed[from + tap * lanes];
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

    private int runLength() {
        return kernelWidth * channels / runs;
    }

    /** The first block that holds a filter. */
    private int block(int filter) {
        return filter / filters * blocksPerGroup() + filter % filters / lanes;
    }

    private boolean isJoined(int filter, int tap) {
        return joined.length == 0 || joined[filter * channels + tap % channels];
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
