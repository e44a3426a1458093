package espalier.runtime.pass;

/** Weights in the form that a kernel reads, made from the parameters. */
interface Packed {

    /**
     * Makes them anew from the parameters' present values.
     *
     * @param buffer of at least {@link #buffer} floats, for this call only
     */
    void refresh(float[] buffer);

    /** Floats that a call of {@link #refresh} needs besides. */
    default int buffer() {
        return 0;
    }
}
