/** The annotation processor: from an annotated interface to generated Java. */
package espalier.processor;
