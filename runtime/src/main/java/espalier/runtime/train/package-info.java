/** Training and measuring a classifier: data, the loop over epochs and batches, what comes of it. */
package espalier.runtime.train;
