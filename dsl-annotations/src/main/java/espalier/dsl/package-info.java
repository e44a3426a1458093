/** The annotations in which a network is written. */
package espalier.dsl;
