package espalier.dsl;

/**
 * The type of a parameter that names the network's second input: boxes in its images, which {@link RoiPool} reads. All
 * methods that read them call them by one name.
 *
 * <p>There is nothing to implement. At run time the boxes are given as {@code espalier.runtime.Regions}.
 */
public interface Regions {}
