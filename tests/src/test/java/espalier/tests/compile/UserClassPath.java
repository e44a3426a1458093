package espalier.tests.compile;

import espalier.dsl.Network;
import espalier.runtime.Dialect;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** The class path of a program that uses Espalier: the annotations and the runtime, nothing else. */
public final class UserClassPath {

    private UserClassPath() {}

    /** The jars or class folders. */
    public static List<Path> entries() {
        return List.of(locationOf(Network.class), locationOf(Dialect.class));
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The location of " + type + " is no path", e);
        }
    }
}
