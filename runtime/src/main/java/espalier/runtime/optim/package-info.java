/** How parameters follow their gradients, by PyTorch's formulas, and how the learning rate changes meanwhile. */
package espalier.runtime.optim;
