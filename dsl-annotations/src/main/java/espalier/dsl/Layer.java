package espalier.dsl;

/**
 * The type of every layer: what a method of a {@link Network} returns, and what its parameters are declared as.
 *
 * <p>There is nothing to implement. A layer's method is a name, its parameters are the layers that it reads, and its
 * annotations say what it does.
 */
public interface Layer {}
