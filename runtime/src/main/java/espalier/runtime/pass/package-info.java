/**
 * What every generated network shares: its working memory, the steps that carry kernels over a batch and the threads, and
 * the base classes of the generated network, its inference and its training.
 *
 * <p>Generated code links to this package; callers use {@link espalier.runtime.Network} and
 * {@link espalier.runtime.TrainingPass} instead.
 */
package espalier.runtime.pass;
