package espalier.processor.spec;

/** A value and the place where it was written; the annotation's place if the value is a default. */
public record Located<T>(T value, Origin origin) {}
