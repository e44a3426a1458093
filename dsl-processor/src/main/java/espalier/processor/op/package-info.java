/** Primitive operations with their shapes and parameters: what layers lower to and kernels are written for. */
package espalier.processor.op;
