/** What runs in the processes that are measured: one contender, one network, one task each. */
package espalier.benchmarks.contender;
