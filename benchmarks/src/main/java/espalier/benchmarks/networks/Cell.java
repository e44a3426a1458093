package espalier.benchmarks.networks;

/** Where contenders meet: what they do, on how many threads, on which JDK. */
record Cell(Row row, int threads, Jdk jdk) {

    /** Such as "LeNet-5, batch 32, 2 threads". */
    String text() {
        return row.text() + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
}
