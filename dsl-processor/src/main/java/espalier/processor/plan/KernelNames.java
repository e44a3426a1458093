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
 * Gathers the distinct kernels of a network in the order of first use and names their classes. A kernel that training uses
 * serves inference as well.
 */
final class KernelNames {

    /** Letters that the names of layers take at most in the comment of the kernel that they share, which is a line. */
    private static final int MOST_LETTERS = 24;

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

    List<KernelClass> inOrder() {
        return List.copyOf(new LinkedHashSet<>(classes().values()));
    }

    /** The class of every kernel used, and of the inference-only form of those that training uses. */
    Map<Kernel, KernelClass> classes() {
        Map<Kernel, KernelClass> classes = new LinkedHashMap<>();
        Map<Kernel, KernelClass> forms = new HashMap<>();
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        layersOf.forEach((kernel, layers) -> {
            String name = unique(network + KernelTitle.of(kernel), taken);
            KernelClass kernelClass = new KernelClass(name, list(layers), kernel, shareOf.get(kernel));
            classes.put(kernel, kernelClass);
            forms.put(kernel.withoutBackward(), kernelClass);
        });
        forms.forEach(classes::putIfAbsent);
        return classes;
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
