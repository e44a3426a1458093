/** How layers are wired: from names to nodes, and the network with nothing left to check. */
package espalier.processor.graph;
