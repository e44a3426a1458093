package espalier.runtime.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Offers names that a reader may have meant. */
public final class NearestNames {

    private static final int OFFERED = 3;

    private NearestNames() {}

    /**
     * A question such as {@code  Did you mean c1.weight?}, beginning with a space; empty if no name is near, that is
     * within a third of the wrong name's letters (at least 2).
     */
    public static String question(String wrong, Collection<String> names) {
        int limit = Math.max(2, wrong.length() / 3);
        List<String> near = names.stream()
                .filter(name -> distance(wrong, name) <= limit)
                .sorted(Comparator.<String>comparingInt(name -> distance(wrong, name))
                        .thenComparing(name -> name))
                .limit(OFFERED)
                .toList();
        return near.isEmpty() ? "" : near.stream().collect(Collectors.joining(" or ", " Did you mean ", "?"));
    }

    /** Levenshtein's distance, case ignored: insertions, deletions and substitutions of one letter. */
    private static int distance(String a, String b) {
        String from = a.toLowerCase(Locale.ROOT);
        String to = b.toLowerCase(Locale.ROOT);
        int[] previous = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substitution = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] spare = previous;
            previous = current;
            current = spare;
        }
        return previous[to.length()];
    }
}
