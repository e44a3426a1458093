/** From the compiler's model to a network as written: the only room that knows both. */
package espalier.processor.read;
