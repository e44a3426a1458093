/**
 * What the vector dialect links to. The only package that touches {@code jdk.incubator.vector}: nothing else in the
 * runtime loads it, so that programs started without that module run the scalar dialect.
 */
package espalier.runtime.vector;
