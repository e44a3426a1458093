package espalier.runtime.vector;

/**
 * Filters in blocks as wide as the register tile. The last block begins early enough to end with the last filter, and then
 * repeats some of the block before.
 *
 * @param filters all of them
 * @param size filters of a block: one vector, or {@link MicroKernel#mostFilters}
 */
record FilterBlocks(int filters, int size) {

    static FilterBlocks of(int filters) {
        boolean isNarrow = filters < MicroKernel.mostFilters();
        return new FilterBlocks(filters, isNarrow ? Lanes.FLOATS.length() : MicroKernel.mostFilters());
    }

    int count() {
        return (filters + size - 1) / size;
    }

    /** The first filter of a block. */
    int first(int block) {
        return Math.min(block * size, filters - size);
    }

    /** How many filters at its beginning a block repeats. */
    int repeated(int block) {
        return block * size - first(block);
    }
}
