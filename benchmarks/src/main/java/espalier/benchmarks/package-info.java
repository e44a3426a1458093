/** JMH benchmarks of generated networks; {@code benchmarks/run} runs them. */
package espalier.benchmarks;
