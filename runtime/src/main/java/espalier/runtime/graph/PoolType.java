package espalier.runtime.graph;

/** How a pooling window is summarised. */
public enum PoolType {
    MAX,
    AVERAGE
}
