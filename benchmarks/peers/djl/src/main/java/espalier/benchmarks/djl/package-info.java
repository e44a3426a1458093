/** PyTorch, through DJL, as a contender. */
package espalier.benchmarks.djl;
