package espalier.samples.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A list of networks that the command line knows, found by name. */
public record SampleNetworks(List<SampleNetwork> list) {

    private static final SampleNetworks ALL = new SampleNetworks(
            Stream.of(SmallNetworks.list(), CifarNetworks.list(), ImageNetNetworks.list(), PartialNetworks.list())
                    .flatMap(List::stream)
                    .toList());

    /** Copies the list. */
    public SampleNetworks {
        list = List.copyOf(list);
    }

    /** All that there are. */
    public static SampleNetworks all() {
        return ALL;
    }

    /**
     * The network of that name, case and punctuation ignored: {@code lenet-5} is {@code LeNet5}.
     *
     * @throws UnknownNetworkException if there is none; the message offers the nearest names, or all
     */
    public SampleNetwork find(String name) {
        return list.stream()
                .filter(network -> letters(network.name()).equals(letters(name)))
                .findFirst()
                .orElseThrow(() -> new UnknownNetworkException(unknown(name)));
    }

    private String unknown(String name) {
        int limit = Math.max(2, name.length() / 3);
        List<String> names = list.stream().map(SampleNetwork::name).toList();
        List<String> near = names.stream()
                .filter(candidate -> distance(letters(name), letters(candidate)) <= limit)
                .sorted(Comparator.comparingInt(candidate -> distance(letters(name), letters(candidate))))
                .toList();
        return "There is no network called " + name + "."
                + (near.isEmpty()
                        ? " There are " + String.join(", ", names) + "."
                        : " Did you mean " + String.join(" or ", near) + "?");
    }

    /** Levenshtein's distance: insertions, deletions and substitutions of one letter. */
    private static int distance(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
