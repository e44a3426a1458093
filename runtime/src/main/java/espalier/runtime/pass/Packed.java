package espalier.runtime.pass;

/** Weights in the form that a kernel reads, made from the parameters. */
interface Packed {

    /** Makes them anew from the parameters' present values. */
    void refresh();
}
