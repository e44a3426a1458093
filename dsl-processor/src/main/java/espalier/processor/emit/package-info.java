/**
 * From the plan to Java source. Each kernel kind has one emitter, which writes forward and backward side by side in two
 * dialects: {@code scalar}, plain loops, and {@code vector}, on {@code jdk.incubator.vector}.
 */
package espalier.processor.emit;
