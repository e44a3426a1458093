/**
 * What generated kernel classes implement. A kernel works on one image (dense layers on several) inside plain arrays,
 * whose layout is baked into it: channel-last, inside a border of zeros. An argument called {@code xAt} is the first
 * value of the image's part of the array, border included.
 *
 * <p>Conventions that hold for every kernel:
 *
 * <ul>
 *   <li>{@code forward} overwrites {@code y} and leaves its border zero; it may leave anything in the slack after a row
 *       or an image.
 *   <li>{@code backward…} methods <em>add</em> into {@code dx}, {@code dw} and {@code db}, which the caller has cleared;
 *       what stands in the border of {@code dx} afterwards is meaningless.
 *   <li>A kernel written for inference only has no {@code backward…} methods of its own; those of its interface throw
 *       {@link UnsupportedOperationException}.
 *   <li>A kernel has no state: it may be used by any number of threads at once.
 *   <li>The order of every sum is fixed by the kernel's source, never by how callers divide the work.
 * </ul>
 */
package espalier.runtime.kernel;
