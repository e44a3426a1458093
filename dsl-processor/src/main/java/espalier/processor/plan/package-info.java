/** From a checked graph to the kernels, layouts, buffers and steps that the emitter writes down. */
package espalier.processor.plan;
