package espalier.processor.spec;

/**
 * A parameter of a layer's method: the name of a layer that it reads.
 *
 * @param type as the source would name it
 * @param isLayer whether the type is {@code Layer}
 */
public record ParameterSpec(String name, String type, boolean isLayer, Origin origin) {}
