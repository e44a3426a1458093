package espalier.runtime.kernel;

import java.util.Arrays;

/**
 * The order in which a convolution kernel reads its weights, between the public [out, in/groups, kH, kW] and arrays in
 * which every load is a whole block of lanes. Immutable.
 *
 * <p>Filters are taken in blocks of lanes. Where a group's filters are no multiple of the lanes, its last block begins
 * early enough to end with the group's last filter, and so repeats some filters of the block before: a block then never
 * reaches beyond its group. Only a group with fewer filters than lanes has lanes left over; their weights are zero.
 *
 * <p>Two ways to fill a vector with few filters change what the kernel computes, not its results:
 *
 * <ul>
 *   <li>Narrow groups are merged into wider ones. A weight between a filter and a channel of different groups is zero.
 *   <li>Neighbouring pixels of a row are computed together: n of them are n times as many filters, each with its kernel
 *       a stride further right in a kernel that is wide enough for all.
 * </ul>
 */
public final class ConvolutionPacking implements WeightPacking {

    /** The place of a tap that fills a row. */
    private static final int NONE = -1;

    /** With 32 filters 16 kB of packed weights. */
    private static final int TAPS_AT_ONCE = 128;

    private final int lanes;
    private final int tapLanes;
    /** Where the packed weights begin. */
    private final int firstWeight;

    private final int publicFilters;
    private final int groups;
    /** Filters of a merged group, those of all pixels. */
    private final int filters;
    /** Input channels of a merged group. */
    private final int channels;

    private final int runsPerKernel;
    private final int runLength;
    /** For each filter the place of its first weight in the public order, moved left by its pixel's distance. */
    private final int[] filterPlaces;
    /** For each tap [kernel row][kernel column * channels] its place among the weights of a filter, or none. */
    private final int[] tapPlaces;
    /** The taps that have a place, in the order of their places. */
    private final int[] tapsByPlace;
    /** For each filter and each tap of a kernel row whether there is a weight; empty when there always is. */
    private final boolean[] present;

    private ConvolutionPacking(Builder of) {
        int width = of.kernelWidth + (of.pixels - 1) * of.stride;
        lanes = of.lanes;
        tapLanes = of.tapLanes == 0 ? of.lanes : of.tapLanes;
        firstWeight = of.firstWeight;
        publicFilters = of.filters;
        groups = of.groups / of.merged;
        filters = of.filters / groups * of.pixels;
        channels = of.channels / groups;
        int runs = of.isGapless ? 1 : width;
        runsPerKernel = of.kernelHeight * runs;
        int values = width * channels / runs;
        runLength = (values + of.fill - 1) / of.fill * of.fill;

        int narrowChannels = of.channels / of.groups;
        int weightsPerChannel = of.kernelHeight * of.kernelWidth;
        filterPlaces = new int[groups * filters];
        for (int filter = 0; filter < filterPlaces.length; filter++) {
            filterPlaces[filter] =
                    filter % publicFilters * narrowChannels * weightsPerChannel - filter / publicFilters * of.stride;
        }
        tapPlaces = new int[runsPerKernel * runLength];
        for (int tap = 0; tap < tapPlaces.length; tap++) {
            int row = tap / (runs * runLength);
            int inRow = tap % (runs * runLength);
            tapPlaces[tap] = inRow < width * channels
                    ? inRow % channels % narrowChannels * weightsPerChannel + row * of.kernelWidth + inRow / channels
                    : NONE;
        }
        tapsByPlace = tapsByPlace();
        present = of.pixels == 1 && of.merged == 1 && of.connections.length == 0 ? new boolean[0] : present(of, width);
    }

    private int[] tapsByPlace() {
        long[] placesAndTaps = new long[tapPlaces.length];
        int count = 0;
        for (int tap = 0; tap < tapPlaces.length; tap++) {
            if (tapPlaces[tap] != NONE) {
                placesAndTaps[count++] = (long) tapPlaces[tap] << Integer.SIZE | tap;
            }
        }
        Arrays.sort(placesAndTaps, 0, count);
        int[] taps = new int[count];
        for (int i = 0; i < count; i++) {
            taps[i] = (int) placesAndTaps[i];
        }
        return taps;
    }

    private boolean[] present(Builder of, int width) {
        int narrowFilters = of.filters / of.groups;
        int narrowChannels = of.channels / of.groups;
        boolean[] weights = new boolean[filterPlaces.length * width * channels];
        for (int at = 0; at < weights.length; at++) {
            int filter = at / (width * channels);
            int channel = at % channels;
            int column = at / channels % width - filter / publicFilters * of.stride;
            boolean sameGroup = filter % publicFilters / narrowFilters % of.merged == channel / narrowChannels;
            weights[at] = sameGroup
                    && column >= 0
                    && column < of.kernelWidth
                    && (of.connections.length == 0 || contains(of.connections[filter % publicFilters], channel));
        }
        return weights;
    }

    /** Begins to describe a packing in blocks of {@code lanes} filters. */
    public static Builder blocksOf(int lanes) {
        return new Builder(lanes);
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
        return tapPlaces.length * lanes;
    }

    /** Length of the array that {@link #packWeights} fills. */
    @Override
    public int packedWeights() {
        return firstWeight + blocks() * weightsPerBlock();
    }

    /** Length of the array that {@link #packBias} fills. */
    @Override
    public int packedBias() {
        return blocks() * lanes;
    }

    /**
     * Blocks of taps that cover a run, the last one perhaps with zeros. A run is a piece of a kernel row's inputs without a
     * gap in memory: the whole row, or one kernel column.
     */
    public int blocksPerRun() {
        return (runLength + tapLanes - 1) / tapLanes;
    }

    /** Runs of all rows of a kernel. */
    public int runsPerKernel() {
        return runsPerKernel;
    }

    /** Length of the array that {@link #packForInputGradient} fills. */
    @Override
    public int packedForInputGradient() {
        return groups * runsPerKernel * blocksPerRun() * filters * tapLanes;
    }

    /**
     * Packs weights [out, in/groups, kH, kW] as [block][kernel row][kernel column * channels][lane]. A few taps of all filters of
     * a block at a time: what is read and what is written then both stay in a first-level cache.
     */
    @Override
    public void packWeights(float[] weights, float[] packed) {
        int used = Math.min(lanes, filters);
        if (used < lanes || tapsByPlace.length < tapPlaces.length) {
            Arrays.fill(packed, 0);
        }
        for (int block = 0; block < blocks(); block++) {
            for (int from = 0; from < tapsByPlace.length; from += TAPS_AT_ONCE) {
                int end = Math.min(from + TAPS_AT_ONCE, tapsByPlace.length);
                for (int lane = 0; lane < used; lane++) {
                    packWeights(weights, firstFilter(block) + lane, from, end, packed, at(block, lane));
                }
            }
        }
    }

    private void packWeights(float[] weights, int filter, int from, int end, float[] packed, int at) {
        int first = filterPlaces[filter];
        for (int i = from; i < end; i++) {
            int tap = tapsByPlace[i];
            packed[at + tap * lanes] = isPresent(filter, tap) ? weights[first + tapPlaces[tap]] : 0;
        }
    }

    /** Where the weights of a lane begin, {@link #lanes} apart. */
    private int at(int block, int lane) {
        return firstWeight + block * weightsPerBlock() + lane;
    }

    /** Packs a bias [out] as [block][lane]. */
    @Override
    public void packBias(float[] bias, float[] packed) {
        for (int block = 0; block < blocks(); block++) {
            for (int lane = 0; lane < lanes; lane++) {
                int filter = (firstFilter(block) + lane) % publicFilters;
                packed[block * lanes + lane] = lane < filters ? bias[filter] : 0;
            }
        }
    }

    /**
     * Packs weights [out, in/groups, kH, kW] as [group][kernel row][run][block of the run][filter][tap]. All runs of a filter,
     * one after the other, read the same memory.
     */
    @Override
    public void packForInputGradient(float[] weights, float[] packed) {
        int blockSize = filters * tapLanes;
        for (int group = 0; group < groups; group++) {
            for (int block = 0; block < blocksPerRun(); block++) {
                int used = Math.min(tapLanes, runLength - block * tapLanes);
                for (int filter = 0; filter < filters; filter++) {
                    for (int run = 0; run < runsPerKernel; run++) {
                        int to = ((group * runsPerKernel + run) * blocksPerRun() + block) * blockSize
                                + filter * tapLanes;
                        int tap = run * runLength + block * tapLanes;
                        packRun(weights, group * filters + filter, tap, used, packed, to);
                        Arrays.fill(packed, to + used, to + tapLanes, 0);
                    }
                }
            }
        }
    }

    private void packRun(float[] weights, int filter, int tap, int taps, float[] packed, int at) {
        int first = filterPlaces[filter];
        for (int i = 0; i < taps; i++) {
            int place = tapPlaces[tap + i];
            packed[at + i] = place != NONE && isPresent(filter, tap + i) ? weights[first + place] : 0;
        }
    }

    /**
     * Adds a weight gradient, packed as {@link #packWeights} does and in the same order, to {@code gradient} [out, in/groups, kH,
     * kW].
     */
    @Override
    public void unpackWeightGradient(float[] packed, float[] gradient) {
        for (int block = 0; block < blocks(); block++) {
            int first = firstFilter(block);
            int repeated = block / blocksPerGroup() * filters + block % blocksPerGroup() * lanes - first;
            for (int from = 0; from < tapsByPlace.length; from += TAPS_AT_ONCE) {
                int end = Math.min(from + TAPS_AT_ONCE, tapsByPlace.length);
                for (int lane = repeated; lane < Math.min(lanes, filters); lane++) {
                    unpackWeightGradient(packed, at(block, lane), first + lane, from, end, gradient);
                }
            }
        }
    }

    private void unpackWeightGradient(float[] packed, int at, int filter, int from, int end, float[] gradient) {
        int first = filterPlaces[filter];
        for (int i = from; i < end; i++) {
            int tap = tapsByPlace[i];
            if (isPresent(filter, tap)) {
                gradient[first + tapPlaces[tap]] += packed[at + tap * lanes];
            }
        }
    }

    /** Adds a bias gradient, packed as {@link #packBias} does, to {@code gradient} [out]. */
    @Override
    public void unpackBiasGradient(float[] packed, float[] gradient) {
        for (int filter = 0; filter < filterPlaces.length; filter++) {
            int block = block(filter);
            gradient[filter % publicFilters] += packed[block * lanes + filter - firstFilter(block)];
        }
    }

    /** Whether there is a weight between a filter and a tap that has a place. */
    private boolean isPresent(int filter, int tap) {
        if (present.length == 0) {
            return true;
        }
        int tapsPerRow = present.length / filterPlaces.length;
        return present[filter * tapsPerRow + tap % tapsPerRow];
    }

    private int blocksPerGroup() {
        return (filters + lanes - 1) / lanes;
    }

    /** The first block that holds a filter. */
    private int block(int filter) {
        return filter / filters * blocksPerGroup() + filter % filters / lanes;
    }

    private static boolean contains(int[] values, int wanted) {
        for (int value : values) {
            if (value == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Describes a convolution as its layer has it, and how its kernel goes about it. */
    public static final class Builder {
        private final int lanes;
        private int tapLanes;
        private int filters = 1;
        private int channels = 1;
        private int kernelHeight = 1;
        private int kernelWidth = 1;
        private int groups = 1;
        private int merged = 1;
        private int pixels = 1;
        private int stride = 1;
        private int fill = 1;
        private int firstWeight;
        private boolean isGapless = true;
        private int[][] connections = {};

        private Builder(int lanes) {
            this.lanes = lanes;
        }

        /** Takes taps in blocks of another length than filters, for the gradient of the input. */
        public Builder tapBlocksOf(int length) {
            tapLanes = length;
            return this;
        }

        /** All filters. */
        public Builder filters(int count) {
            filters = count;
            return this;
        }

        /** All input channels. */
        public Builder channels(int count) {
            channels = count;
            return this;
        }

        /** Rows and columns of the kernel. */
        public Builder kernel(int height, int width) {
            kernelHeight = height;
            kernelWidth = width;
            return this;
        }

        /** Groups of filters and channels. */
        public Builder groups(int count) {
            groups = count;
            return this;
        }

        /** Computes as many groups as one; divides their number. */
        public Builder merged(int count) {
            merged = count;
            return this;
        }

        /** Computes as many neighbouring pixels, {@code stride} columns apart, as one; with one group only. */
        public Builder pixels(int count, int stride) {
            this.pixels = count;
            this.stride = stride;
            return this;
        }

        /**
         * Adds zeros to the taps of a kernel row until their number is a multiple of {@code count}; not with merged groups,
         * pixels or connections.
         */
        public Builder rowsFilledTo(int count) {
            fill = count;
            return this;
        }

        /** Leaves the first elements of {@link ConvolutionPacking#packWeights}'s array free, so that weights stand in whole cache lines. */
        public Builder weightsFrom(int first) {
            firstWeight = first;
            return this;
        }

        /** The inputs of a kernel row stand apart, column by column. */
        public Builder columnsApart() {
            isGapless = false;
            return this;
        }

        /** For each filter the input channels that it reads. */
        public Builder connections(int[][] channelsOfFilter) {
            connections = channelsOfFilter.clone();
            return this;
        }

        /** The packing. */
        public ConvolutionPacking build() {
            if (fill > 1 && (!isGapless || merged > 1 || pixels > 1 || connections.length > 0)) {
                throw new IllegalStateException("Rows are filled only in plain convolutions without gaps.");
            }
            return new ConvolutionPacking(this);
        }
    }
}
