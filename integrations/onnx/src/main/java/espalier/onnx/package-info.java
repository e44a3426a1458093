/** Export of generated networks to ONNX, the open format of neural networks. */
package espalier.onnx;
