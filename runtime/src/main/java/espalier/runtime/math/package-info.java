/** Scalar functions that generated code calls and that the JDK lacks, or has only slower. */
package espalier.runtime.math;
