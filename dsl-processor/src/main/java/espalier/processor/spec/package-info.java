/** A network as it was written: records in which every value knows its place. */
package espalier.processor.spec;
