package espalier.runtime.pass;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Where the gradients of a training pass stand. A gradient is needed from the last layer that reads a value, the first to go
 * backward and to add to it, to the layer that computed the value; those that are not needed at the same time share memory,
 * which is then still in a cache. A sum hands its gradient on to its inputs as it is, so that these share it at the same time
 * as far as none of them changes it before the others have been read.
 */
final class GradientMemory {

    /** The layers in the order in which they run, and for each what it reads. */
    private final List<Step> steps = new ArrayList<>();

    private final Map<Activation, Place> places = new LinkedHashMap<>();

    /** What one or several gradients share, from step {@code last} backward to step {@code first}. */
    private static final class Place {
        private final List<Activation> gradients = new ArrayList<>();
        private final List<Integer> readers = new ArrayList<>();
        private int first;
        private int last;

        private int pitch() {
            return gradients.get(0).imagePitch;
        }
    }

    /** Memory for one gradient after the other. */
    private static final class Slot {
        private final List<Place> places = new ArrayList<>();
        private int pitch;

        /** Whether the gradients that it was used for are no longer needed when {@code place} is. */
        private boolean isFreeFor(Place place) {
            return places.get(places.size() - 1).first > place.last;
        }

        private void take(Place place) {
            places.add(place);
            pitch = Math.max(pitch, place.pitch());
        }
    }

    /** Called for step after step in the order in which they run. */
    void add(Step step, Activation... read) {
        int index = steps.size();
        steps.add(step);
        for (Activation x : read) {
            x.readBy(step);
            if (places.containsKey(x)) {
                places.get(x).readers.add(index);
            }
        }
        if (step.y().wantsGradient() && step.y().gradient == null) {
            Place place = new Place();
            place.gradients.add(step.y());
            place.first = index;
            places.put(step.y(), place);
        }
    }

    /**
     * Gives all gradients their memory.
     *
     * @param memory allocates an array for a number of values an image
     */
    void allocate(IntFunction<float[]> memory) {
        for (Place place : places.values()) {
            boolean isNeededFromTheBeginning = place.gradients.get(0).isClearedByPass() || place.readers.isEmpty();
            place.last = isNeededFromTheBeginning
                    ? steps.size()
                    : place.readers.stream().mapToInt(i -> i).max().getAsInt();
        }
        for (int index = 0; index < steps.size(); index++) {
            if (steps.get(index) instanceof JoinStep join && places.containsKey(join.y())) {
                handOn(index, join);
            }
        }
        for (Slot slot : slots()) {
            float[] array = memory.apply(slot.pitch);
            slot.places.forEach(place -> place.gradients.forEach(gradient -> gradient.standsIn(array)));
        }
    }

    /**
     * Lets inputs of a sum share its gradient. The first ones to be read must be left as they are and get nothing added; what
     * happens to the last one's afterwards is of no concern.
     */
    private void handOn(int index, JoinStep join) {
        if (join.y().isClearedByPass()) {
            return;
        }
        List<Place> inputs = join.inputsWithItsGradient().stream()
                .filter(x -> places.containsKey(x) && !x.isClearedByPass())
                .map(places::get)
                .filter(place -> place.last == index)
                .sorted(Comparator.comparing((Place place) -> place.first).reversed())
                .toList();
        Place sum = places.get(join.y());
        int lastRead = index;
        for (int i = 0; i < inputs.size(); i++) {
            Place input = inputs.get(i);
            boolean isLast = i == inputs.size() - 1;
            boolean isLeftAsItIs =
                    input.readers.size() == 1 && steps.get(input.first).keepsGradient();
            int end = lastRead;
            boolean othersAddLater = input.readers.stream().allMatch(reader -> reader == index || reader < end);
            if (isLeftAsItIs || (isLast && othersAddLater)) {
                merge(sum, input);
                lastRead = Math.min(lastRead, input.first);
            }
        }
    }

    private void merge(Place sum, Place input) {
        sum.first = Math.min(sum.first, input.first);
        sum.gradients.addAll(input.gradients);
        input.gradients.forEach(gradient -> places.put(gradient, sum));
    }

    private List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        List<Place> inOrder = places.values().stream()
                .distinct()
                .sorted(Comparator.comparing((Place place) -> place.last).reversed())
                .toList();
        for (Place place : inOrder) {
            Slot slot = slots.stream()
                    .filter(free -> free.isFreeFor(place))
                    .min(Comparator.comparing((Slot free) -> free.pitch < place.pitch())
                            .thenComparing(free -> Math.abs(free.pitch - place.pitch())))
                    .orElseGet(() -> {
                        Slot added = new Slot();
                        slots.add(added);
                        return added;
                    });
            slot.take(place);
        }
        return slots;
    }
}
