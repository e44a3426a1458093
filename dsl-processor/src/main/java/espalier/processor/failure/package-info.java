/** Faults of Espalier's own, which name the layer that was worked on; every room may use them. */
package espalier.processor.failure;
