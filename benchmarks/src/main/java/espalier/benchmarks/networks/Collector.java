package espalier.benchmarks.networks;

import java.util.List;

/** The garbage collector of a process, which decides how much memory it holds beside what it uses. */
enum Collector {
    /** What the JVM takes by itself. */
    USUAL(""),

    /** What it takes on one processor or with less than 2 GB. */
    SERIAL("-XX:+UseSerialGC");

    private final String option;

    Collector(String option) {
        this.option = option;
    }

    /** For the command line of a JVM. */
    List<String> options() {
        return option.isEmpty() ? List.of() : List.of(option);
    }

    /** As a clause of a row's label; empty for the usual one. */
    String clause() {
        return option.isEmpty() ? "" : " with " + option;
    }
}
