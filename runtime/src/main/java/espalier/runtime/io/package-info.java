/** Files: weights as safetensors, data as IDX. Whatever a file holds, the answer is its content or one sentence. */
package espalier.runtime.io;
