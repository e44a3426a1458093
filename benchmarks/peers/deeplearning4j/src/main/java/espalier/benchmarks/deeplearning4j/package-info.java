/** Deeplearning4j as a contender. */
package espalier.benchmarks.deeplearning4j;
