/** What is wrong with a network: a catalogue of messages, and their collection. */
package espalier.processor.problem;
