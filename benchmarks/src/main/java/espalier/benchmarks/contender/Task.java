package espalier.benchmarks.contender;

import java.util.Locale;

/** What is measured of a network. */
public enum Task {
    /** A prediction of a batch. */
    INFERENCE,
    /** Forward, softmax cross-entropy, backward and a step of plain gradient descent on a batch. */
    TRAINING;

    /** In lower case, as on the command line and in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
