package espalier.benchmarks.networks;

/** The part of a page that a command writes, between two comments that stay. */
final class MarkedBlock {

    static final String BEGIN = "<!-- measured: written by benchmarks/run networks --write-readme -->";
    static final String END = "<!-- /measured -->";

    private MarkedBlock() {}

    /**
     * The page with other content between the marks.
     *
     * @throws IllegalArgumentException if the page does not have both marks once, in their order
     */
    static String replace(String page, String content) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin || page.indexOf(BEGIN, begin + 1) >= 0 || page.indexOf(END, end + 1) >= 0) {
            throw new IllegalArgumentException("The page should have " + BEGIN + " and then " + END + ", each once.");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + content.strip() + "\n" + page.substring(end);
    }
}
