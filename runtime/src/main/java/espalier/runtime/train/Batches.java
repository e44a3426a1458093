package espalier.runtime.train;

import java.util.stream.IntStream;

/** A dataset in batches, in a given order; the last one holds what remains. */
final class Batches {

    private final Dataset data;
    private final int[] order;
    private final Batch full;
    private final Batch last;

    Batches(Dataset data, int batch) {
        this.data = data;
        order = IntStream.range(0, data.size()).toArray();
        full = new Batch(data, Math.min(batch, data.size()));
        int rest = data.size() % full.size();
        last = rest == 0 ? full : new Batch(data, rest);
    }

    /** How many batches there are. */
    int count() {
        return (order.length + full.size() - 1) / full.size();
    }

    /** The images' positions, to be shuffled in place. */
    int[] order() {
        return order;
    }

    /** One batch, counted from 0; overwritten by the next call. */
    Batch get(int index) {
        Batch batch = index == count() - 1 ? last : full;
        batch.fill(data, order, index * full.size());
        return batch;
    }
}
