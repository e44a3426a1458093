/** {@code benchmarks/run networks}: whole networks side by side, each measurement in a process of its own. */
package espalier.benchmarks.networks;
