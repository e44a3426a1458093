package espalier.processor.spec;

/**
 * Where in the user's source something was written. Opaque: the room that read the source makes origins, the room that
 * reports problems turns them into positions, and those between only carry them.
 */
public interface Origin {

    /** No place in particular; for networks that were not read from source. */
    Origin NOWHERE = new Origin() {};
}
