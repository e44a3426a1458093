/** One file per layer kind: its attributes, shape rule, parameters, cost, checks, and the operations that it lowers to. */
package espalier.processor.layer;
