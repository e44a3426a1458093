package espalier.processor.layer;

import espalier.processor.op.Shape;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Words;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Located;
import espalier.processor.spec.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which input maps each filter reads.
 *
 * @param filters a row each; none if every filter reads every map
 */
record ConnectionTable(List<Located<List<Located<Integer>>>> filters, Origin origin) {

    static ConnectionTable read(Attributes a, int filters) {
        Located<List<AnnotationSpec>> rows = a.source().annotations("connections");
        List<Located<List<Located<Integer>>>> table =
                rows.value().stream().map(row -> row.integers("value")).toList();
        if (!table.isEmpty() && table.size() != filters && filters > 0) {
            a.report(a.problem(ProblemCode.CONNECTION_ROWS, rows.origin(), filters, table.size())
                    .fixedBy(filters, table.size()));
        }
        for (int filter = 0; filter < table.size(); filter++) {
            if (table.get(filter).value().isEmpty()) {
                a.report(a.problem(
                        ProblemCode.CONNECTION_EMPTY, table.get(filter).origin(), filter));
            }
            Set<Integer> seen = new HashSet<>();
            for (Located<Integer> map : table.get(filter).value()) {
                if (!seen.add(map.value())) {
                    a.report(a.problem(ProblemCode.CONNECTION_REPEATED, map.origin(), filter, map.value()));
                }
            }
        }
        return new ConnectionTable(table, rows.origin());
    }

    boolean isEmpty() {
        return filters.isEmpty();
    }

    /** How many pairs of a filter and a map there are. */
    long count() {
        return filters.stream().mapToLong(row -> row.value().size()).sum();
    }

    /** The maps of each filter, ascending. */
    List<List<Integer>> rows() {
        return filters.stream()
                .map(row -> row.value().stream().map(Located::value).sorted().toList())
                .toList();
    }

    /** Whether it suits the input; otherwise that is reported. */
    boolean fits(Shape input, Site site) {
        if (isEmpty()) {
            return true;
        }
        String maps = "0 to " + (input.channels() - 1);
        boolean good = true;
        for (int filter = 0; filter < filters.size(); filter++) {
            Located<List<Located<Integer>>> row = filters.get(filter);
            for (Located<Integer> map : row.value()) {
                if (map.value() < 0 || map.value() >= input.channels()) {
                    site.report(
                            site.problem(ProblemCode.CONNECTION_INDEX, map.origin(), filter, map.value(), input, maps)
                                    .fixedBy(maps));
                    good = false;
                }
            }
        }
        return good && readsEveryMap(input, site);
    }

    private boolean readsEveryMap(Shape input, Site site) {
        Set<Integer> read = new HashSet<>();
        rows().forEach(read::addAll);
        List<String> unread = IntStream.range(0, input.channels())
                .filter(map -> !read.contains(map))
                .limit(12)
                .mapToObj(Integer::toString)
                .toList();
        if (!unread.isEmpty()) {
            String which = (unread.size() == 1 ? "map " : "maps ") + Words.list(unread);
            site.report(site.problem(ProblemCode.MAP_UNCONNECTED, origin, which));
        }
        return unread.isEmpty();
    }
}
