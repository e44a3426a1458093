package espalier.runtime.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not what it should be: damaged, of another format, or made for another network. */
public final class UnreadableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Says so in one sentence.
     *
     * @param file its name begins the message
     * @param problem what was expected, what came, and what to do
     */
    public UnreadableFileException(String file, String problem) {
        super(file + ": " + problem);
    }

    /** As {@link #UnreadableFileException(String, String)}. */
    public UnreadableFileException(Path file, String problem) {
        this(file.toString(), problem);
    }
}
