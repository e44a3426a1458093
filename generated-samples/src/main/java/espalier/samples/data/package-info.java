/** Images for the sample networks, and how they become a network's input. */
package espalier.samples.data;
