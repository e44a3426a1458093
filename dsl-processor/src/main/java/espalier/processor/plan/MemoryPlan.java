package espalier.processor.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which array each value stands in.
 *
 * @param sizes of the arrays, in values an image
 * @param arrayOf for each value its array
 */
record MemoryPlan(List<Integer> sizes, List<Integer> arrayOf) {

    MemoryPlan {
        sizes = List.copyOf(sizes);
        arrayOf = List.copyOf(arrayOf);
    }

    /** An array a value, as training needs: every activation is read again on the way back. */
    static MemoryPlan apart(List<Layout> layouts) {
        List<Integer> sizes = layouts.stream().map(Layout::imagePitch).toList();
        List<Integer> arrayOf = new ArrayList<>();
        for (int i = 0; i < layouts.size(); i++) {
            arrayOf.add(i);
        }
        return new MemoryPlan(sizes, arrayOf);
    }

    /**
     * Arrays shared by values whose lifetimes do not overlap, chosen greedily in the order of the steps. A border is cleared
     * once, when the array is made, and kept clear by every kernel: so a value with a border shares an array only with
     * values of the same layout.
     */
    static MemoryPlan shared(List<FusedNode> nodes, List<Layout> layouts, List<Integer> outputs) {
        List<Integer> lastReader = lastReaders(nodes, outputs);
        List<Array> arrays = new ArrayList<>();
        List<Integer> arrayOf = new ArrayList<>();
        for (int value = 0; value < nodes.size(); value++) {
            Layout layout = layouts.get(value);
            int chosen = best(arrays, layout, value);
            if (chosen < 0) {
                chosen = arrays.size();
                arrays.add(new Array(layout));
            }
            arrays.get(chosen).take(layout, lastReader.get(value));
            arrayOf.add(chosen);
        }
        return new MemoryPlan(arrays.stream().map(array -> array.size).toList(), arrayOf);
    }

    /** For each value the last step that reads it; its own step where none does, the end where a caller reads it. */
    private static List<Integer> lastReaders(List<FusedNode> nodes, List<Integer> outputs) {
        List<Integer> last = new ArrayList<>(Collections.nCopies(nodes.size(), 0));
        for (int step = 0; step < nodes.size(); step++) {
            last.set(step, step);
            for (int input : nodes.get(step).inputs()) {
                last.set(input, step);
            }
        }
        outputs.forEach(output -> last.set(output, nodes.size()));
        return last;
    }

    /** The free array that wastes least: the smallest that is large enough, else the largest; -1 for none. */
    private static int best(List<Array> arrays, Layout layout, int step) {
        int best = -1;
        int size = layout.imagePitch();
        for (int i = 0; i < arrays.size(); i++) {
            Array array = arrays.get(i);
            if (array.busyUntil < step && array.suits(layout)) {
                boolean better = best < 0
                        || (arrays.get(best).size < size
                                ? array.size > arrays.get(best).size
                                : array.size >= size && array.size < arrays.get(best).size);
                best = better ? i : best;
            }
        }
        return best;
    }

    private static final class Array {
        private final Layout first;
        private int size;
        private int busyUntil;

        Array(Layout first) {
            this.first = first;
        }

        boolean suits(Layout layout) {
            return first.equals(layout) || (first.hasNoBorder() && layout.hasNoBorder());
        }

        void take(Layout layout, int lastReader) {
            size = Math.max(size, layout.imagePitch());
            busyUntil = lastReader;
        }
    }
}
