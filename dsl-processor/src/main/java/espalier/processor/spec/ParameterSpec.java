package espalier.processor.spec;

/**
 * A parameter of a layer's method: the name of a layer that it reads, or of the network's regions.
 *
 * @param type as the source would name it
 * @param isLayer whether the type is {@code Layer}
 * @param isRegions whether the type is {@code Regions}
 */
public record ParameterSpec(String name, String type, boolean isLayer, boolean isRegions, Origin origin) {}
