package espalier.runtime.pass;

import espalier.runtime.Dialect;
import espalier.runtime.NetworkOptions;
import espalier.runtime.vector.Lanes;
import java.util.function.Supplier;

/** Which dialect a generated network runs, and why. */
public final class Dialects {

    private static final String HOW = "start Java with --add-modules jdk.incubator.vector";

    private Dialects() {}

    /**
     * The fastest dialect that a network was generated with on this JVM and machine; said once, at INFO, by the logger named
     * {@code espalier}. Called once for each class of a network.
     *
     * @param vectorGenerated whether the vector dialect was written
     */
    public static Dialect announce(String network, boolean vectorGenerated) {
        if (!vectorGenerated) {
            return scalar(
                    network,
                    "the only ones generated; for the vector ones, several times faster, compile with"
                            + " --add-modules jdk.incubator.vector");
        }
        if (!Dialect.vectorAvailable()) {
            return scalar(
                    network,
                    "since this JVM lacks the vector module; for the vector ones, several times faster, " + HOW);
        }
        if (!Lanes.areMultiplyAddsFused()) {
            return scalar(
                    network,
                    "since this machine shows no fused multiply-add, without which the vector ones are slower; if it is a"
                            + " virtual machine, let it see the processor's AVX2 and FMA");
        }
        say(network + " runs on vector kernels.");
        return Dialect.VECTOR;
    }

    private static Dialect scalar(String network, String why) {
        say(network + " runs on scalar kernels, " + why + ".");
        return Dialect.SCALAR;
    }

    private static void say(String sentence) {
        System.getLogger("espalier").log(System.Logger.Level.INFO, sentence);
    }

    /**
     * The dialect that the options ask for, or else the preferred one.
     *
     * @param preferred is asked if the options name none
     * @throws IllegalStateException if the vector dialect is asked for and was not generated or cannot run
     */
    public static Dialect choose(
            String network, NetworkOptions options, Supplier<Dialect> preferred, boolean vectorGenerated) {
        Dialect chosen = options.dialect().orElseGet(preferred);
        if (chosen == Dialect.VECTOR && !vectorGenerated) {
            throw new IllegalStateException(network + " was generated without vector kernels; compile it with"
                    + " --add-modules jdk.incubator.vector, or ask for Dialect.SCALAR.");
        }
        if (chosen == Dialect.VECTOR && !Dialect.vectorAvailable()) {
            throw new IllegalStateException(
                    network + " was asked for its vector kernels, but this JVM lacks the vector module; " + HOW
                            + ", or ask for Dialect.SCALAR.");
        }
        return chosen;
    }
}
