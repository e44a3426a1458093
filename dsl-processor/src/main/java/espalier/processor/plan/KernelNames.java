package espalier.processor.plan;

import espalier.processor.graph.Place;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gathers the distinct kernels of a network in the order of first use, and names them and their classes. A kernel that
 * training uses serves inference as well.
 */
final class KernelNames {

    /** Letters that the names of layers take at most in the comment of the kernel that they share, which is a line. */
    private static final int MOST_LETTERS = 24;

    /** What is known of the kernels of one form. */
    private static final class Users {
        private final Set<String> layers = new LinkedHashSet<>();
        private Kernel first;
        private double share;

        void add(Kernel kernel, Set<String> others, double work) {
            first = first == null ? kernel : first.withBackward(first.backward() || kernel.backward());
            layers.addAll(others);
            share += work;
        }
    }

    private final String network;
    private final Map<Kernel, Set<String>> layersOf = new LinkedHashMap<>();
    private final Map<Kernel, Double> shareOf = new HashMap<>();

    KernelNames(String network) {
        this.network = network;
    }

    /**
     * Training's kernels come first.
     *
     * @param share of the program's multiply-adds that this use does
     */
    void use(Kernel kernel, String layer, double share) {
        Kernel trained = kernel.withBackward();
        Kernel key = layersOf.containsKey(trained) ? trained : kernel;
        if (key.equals(kernel)) {
            shareOf.merge(key, share, Double::sum);
        }
        // Of a block's layers the method of the network that uses it.
        layersOf.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(Place.outermost(layer));
    }

    /** Every kernel used, and the inference-only form of those that training uses. */
    Map<Kernel, KernelInstance> instances() {
        Map<KernelForm, KernelClass> classes = classes();
        Map<Kernel, KernelInstance> instances = new LinkedHashMap<>();
        Map<Kernel, KernelInstance> inferenceOnly = new HashMap<>();
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Kernel kernel : layersOf.keySet()) {
            String name = unique(decapitalised(KernelTitle.of(kernel).whole()), taken);
            KernelInstance instance = new KernelInstance(name, kernel, classes.get(KernelForm.of(kernel)));
            instances.put(kernel, instance);
            inferenceOnly.put(kernel.withoutBackward(), instance);
        }
        inferenceOnly.forEach(instances::putIfAbsent);
        return instances;
    }

    private Map<KernelForm, KernelClass> classes() {
        Map<KernelForm, Users> usersOf = new LinkedHashMap<>();
        layersOf.forEach((kernel, layers) -> usersOf.computeIfAbsent(KernelForm.of(kernel), form -> new Users())
                .add(kernel, layers, shareOf.get(kernel)));
        Map<KernelForm, KernelClass> classes = new HashMap<>();
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        usersOf.forEach((form, users) -> classes.put(
                form,
                new KernelClass(unique(network + form.title(), taken), list(users.layers), users.first, users.share)));
        return classes;
    }

    private static String decapitalised(String title) {
        return Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }

    /** The first few of many. */
    private static String list(Set<String> layers) {
        List<String> names = List.copyOf(layers);
        int shown = names.size();
        while (shown > 1 && String.join(", ", names.subList(0, shown)).length() > MOST_LETTERS) {
            shown--;
        }
        int others = names.size() - shown;
        return String.join(", ", names.subList(0, shown)) + (others == 0 ? "" : " and " + others + " more");
    }

    /** Names that differ in case alone would be one file on some systems. */
    private static String unique(String name, Set<String> taken) {
        String candidate = name;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = name + "Form" + i;
        }
        return candidate;
    }
}
