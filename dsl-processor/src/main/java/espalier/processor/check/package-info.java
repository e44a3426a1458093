/** Shapes, counts and receptive fields, what is claimed about them, and what is advised. */
package espalier.processor.check;
