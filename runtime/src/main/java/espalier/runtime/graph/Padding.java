package espalier.runtime.graph;

/** Rows and columns added around a map. All values are at least zero. */
public record Padding(int top, int left, int bottom, int right) {

    /** No padding. */
    public static final Padding NONE = new Padding(0, 0, 0, 0);
}
