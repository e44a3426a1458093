/** ONNX Runtime as a contender. */
package espalier.benchmarks.onnxruntime;
