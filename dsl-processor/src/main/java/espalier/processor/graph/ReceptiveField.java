package espalier.processor.graph;

/** Rows and columns of the network's input that one value of a layer sees. */
public record ReceptiveField(int height, int width) {}
