package espalier.onnx;

import espalier.runtime.graph.Operation;

/** How one operation is said in ONNX. */
@FunctionalInterface
interface Translation<O extends Operation> {

    /** Adds the operators to {@code site} and gives the value that is the result; an input where nothing is to be done. */
    String translate(O operation, Site site);
}
