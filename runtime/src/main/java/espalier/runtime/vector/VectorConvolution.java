package espalier.runtime.vector;

import espalier.runtime.kernel.ConvolutionKernel;
import espalier.runtime.kernel.Rectifier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The activation of a convolution: a rectifier, or what a subclass says. */
abstract class VectorConvolution implements ConvolutionKernel {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    final ConvolutionGeometry geometry;
    final Rectifier rectifier;

    VectorConvolution(ConvolutionGeometry geometry, Rectifier rectifier) {
        this.geometry = geometry;
        this.rectifier = rectifier;
    }

    /** Applies an activation other than a rectifier to finished values, in place; here none. */
    protected void activate(float[] y, int at, int count) {
        // Tiles apply a rectifier as they store.
    }

    @Override
    public void backwardActivation(float[] y, int yAt, float[] dy, int dyAt) {
        if (rectifier == Rectifier.NONE) {
            return;
        }
        float lowest = rectifier.lowest();
        float highest = rectifier.highest();
        for (int i = 0; i < geometry.outputHeight(); i++) {
            int at = geometry.yOrigin() + i * geometry.yRowPitch();
            for (int t = 0; t < geometry.outputWidth() * geometry.filters(); t += LANES.length()) {
                FloatVector value = FloatVector.fromArray(LANES, y, yAt + at + t);
                FloatVector.fromArray(LANES, dy, dyAt + at + t)
                        .blend(0f, value.compare(VectorOperators.LE, lowest))
                        .blend(0f, value.compare(VectorOperators.GE, highest))
                        .intoArray(dy, dyAt + at + t);
            }
        }
    }

    /** {@code sums[k] += sum over pixels p of values[p][k]} for k up to {@code size}, pixels {@code pitch} apart. */
    static void addPixels(float[] values, int at, int pitch, int pixels, int size, float[] sums, int sumsAt) {
        for (int k = 0; k < size; k += LANES.length()) {
            FloatVector sum = FloatVector.fromArray(LANES, sums, sumsAt + k);
            int pixel = 0;
            do { // at least one pixel, see MicroKernel
                sum = sum.add(FloatVector.fromArray(LANES, values, at + pixel * pitch + k));
            } while (++pixel < pixels);
            sum.intoArray(sums, sumsAt + k);
        }
    }
}
