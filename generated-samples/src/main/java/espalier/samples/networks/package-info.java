/** Networks of the literature as annotated interfaces; from each the processor writes a class beside it. */
package espalier.samples.networks;
