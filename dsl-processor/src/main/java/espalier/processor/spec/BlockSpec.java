package espalier.processor.spec;

/**
 * A block as it was written.
 *
 * @param key its qualified name, as {@code @Use} gives it
 * @param isFromSource whether this compilation compiles it, so that a message can stand in it; otherwise it comes from a class
 *     file
 */
public record BlockSpec(String key, InterfaceSpec type, boolean isFromSource) {}
