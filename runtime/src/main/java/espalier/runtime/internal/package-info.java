/** Helpers shared by the run-time packages; not for callers. */
package espalier.runtime.internal;
