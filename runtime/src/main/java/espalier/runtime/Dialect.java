package espalier.runtime;

/** The two forms in which every kernel is generated. */
public enum Dialect {
    /** Plain loops; runs everywhere. */
    SCALAR,
    /** Written with {@code jdk.incubator.vector}; needs that module at run time. */
    VECTOR;

    /** Whether this JVM was started with {@code --add-modules jdk.incubator.vector}. */
    public static boolean vectorAvailable() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
