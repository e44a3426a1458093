package espalier.processor.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which array each value stands in.
 *
 * @param sizes of the arrays of images, in values an image
 * @param regionSizes of the arrays of regions, in values a region
 * @param arrayOf for each value its array, among those of its kind; -1 for values that are handed on a few rows at a time
 */
record MemoryPlan(List<Integer> sizes, List<Integer> regionSizes, List<Integer> arrayOf) {

    MemoryPlan {
        sizes = List.copyOf(sizes);
        regionSizes = List.copyOf(regionSizes);
        arrayOf = List.copyOf(arrayOf);
    }

    /** An array a value, as training needs: every activation is read again on the way back. */
    static MemoryPlan apart(List<Layout> layouts, List<Boolean> perRegion) {
        List<Array> images = new ArrayList<>();
        List<Array> regions = new ArrayList<>();
        List<Integer> arrayOf = new ArrayList<>();
        for (int i = 0; i < layouts.size(); i++) {
            List<Array> arrays = perRegion.get(i) ? regions : images;
            arrayOf.add(arrays.size());
            arrays.add(new Array(layouts.get(i)));
            arrays.get(arrays.size() - 1).take(layouts.get(i), layouts.size());
        }
        return new MemoryPlan(sizes(images), sizes(regions), arrayOf);
    }

    /**
     * Arrays shared by values whose lifetimes do not overlap, chosen greedily in the order of the steps. A border is cleared
     * once, when the array is made, and kept clear by every kernel: so a value with a border shares an array only with
     * values of the same layout. Values of images and of regions, whose numbers differ, share none.
     */
    static MemoryPlan shared(
            List<FusedNode> nodes,
            List<Layout> layouts,
            List<Boolean> perRegion,
            List<Integer> outputs,
            List<DepthFirst> depthFirst) {
        List<Integer> lastReader = lastReaders(nodes, perRegion, outputs, depthFirst);
        List<Array> images = new ArrayList<>();
        List<Array> regions = new ArrayList<>();
        List<Integer> arrayOf = new ArrayList<>();
        for (int value = 0; value < nodes.size(); value++) {
            if (isHandedOn(value, depthFirst)) {
                arrayOf.add(-1);
                continue;
            }
            Layout layout = layouts.get(value);
            List<Array> arrays = perRegion.get(value) ? regions : images;
            int chosen = best(arrays, layout, value);
            if (chosen < 0) {
                chosen = arrays.size();
                arrays.add(new Array(layout));
            }
            arrays.get(chosen).take(layout, lastReader.get(value));
            arrayOf.add(chosen);
        }
        return new MemoryPlan(sizes(images), sizes(regions), arrayOf);
    }

    private static boolean isHandedOn(int value, List<DepthFirst> depthFirst) {
        return depthFirst.stream().anyMatch(chain -> chain.handsOn(value));
    }

    private static List<Integer> sizes(List<Array> arrays) {
        return arrays.stream().map(array -> array.size).toList();
    }

    /**
     * For each value the last step that reads it; its own step where none does, the end where a caller or, of an image's
     * value, a step of regions reads it: these run after all steps of images. Steps that are run a few rows at a time run when
     * it is the last one's turn.
     */
    private static List<Integer> lastReaders(
            List<FusedNode> nodes, List<Boolean> perRegion, List<Integer> outputs, List<DepthFirst> depthFirst) {
        List<Integer> last = new ArrayList<>(Collections.nCopies(nodes.size(), 0));
        for (int step = 0; step < nodes.size(); step++) {
            last.set(step, step);
            int turn = turn(step, depthFirst);
            for (int input : nodes.get(step).inputs()) {
                boolean crosses = perRegion.get(step) && !perRegion.get(input);
                last.set(input, crosses ? nodes.size() : Math.max(turn, last.get(input)));
            }
        }
        outputs.forEach(output -> last.set(output, nodes.size()));
        return last;
    }

    private static int turn(int step, List<DepthFirst> depthFirst) {
        return depthFirst.stream()
                .filter(chain -> chain.handsOn(step))
                .mapToInt(DepthFirst::last)
                .findFirst()
                .orElse(step);
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
