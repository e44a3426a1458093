package espalier.runtime.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of Winograd's minimal filtering F(m x m, 3 x 3) (Lavin and Gray 2016, "Fast algorithms for convolutional
 * neural networks", section 4): {@code Y = A' [(G g G') . (B' d B)] A}, for tiles of m x m outputs from (m+2) x (m+2) inputs.
 * A two-dimensional transform is one-dimensional transforms of the columns, then of the rows. Pure and thread-safe.
 */
abstract class WinogradTransform {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    /** Outputs of a tile in one direction, m. */
    final int outputs;

    /** Inputs of a tile in one direction, m + 2. */
    final int inputs;

    private WinogradTransform(int outputs) {
        this.outputs = outputs;
        this.inputs = outputs + 2;
    }

    /** F(2x2), with 2.25 times fewer multiplications; exact to 7e-7 of the largest value. */
    static WinogradTransform of2x2() {
        return new Of2();
    }

    /** F(4x4), with 4 times fewer multiplications; exact to 8e-6 of the largest value. */
    static WinogradTransform of4x4() {
        return new Of4();
    }

    /** {@code B' d} for {@code inputs} vectors of d, {@code step} apart, likewise stored. */
    abstract void input(float[] d, int at, int step, float[] to, int toAt, int toStep);

    /** {@code A' d} for {@code inputs} vectors of d, {@code step} apart, to {@code outputs} vectors, {@code toStep} apart. */
    abstract void output(float[] d, int at, int step, float[] to, int toAt, int toStep);

    /** {@code G d} for three vectors of d, {@code step} apart, to {@code inputs} vectors in the same places and beyond. */
    abstract void weights(float[] d, int at, int step);

    private static final class Of2 extends WinogradTransform {

        Of2() {
            super(2);
        }

        @Override
        void weights(float[] d, int at, int step) {
            FloatVector d0 = FloatVector.fromArray(LANES, d, at);
            FloatVector d1 = FloatVector.fromArray(LANES, d, at + step).mul(0.5f);
            FloatVector d2 = FloatVector.fromArray(LANES, d, at + 2 * step);
            FloatVector even = d0.add(d2).mul(0.5f);
            even.add(d1).intoArray(d, at + step);
            even.sub(d1).intoArray(d, at + 2 * step);
            d2.intoArray(d, at + 3 * step);
        }

        @Override
        void input(float[] d, int at, int step, float[] to, int toAt, int toStep) {
            FloatVector d0 = FloatVector.fromArray(LANES, d, at);
            FloatVector d1 = FloatVector.fromArray(LANES, d, at + step);
            FloatVector d2 = FloatVector.fromArray(LANES, d, at + 2 * step);
            FloatVector d3 = FloatVector.fromArray(LANES, d, at + 3 * step);
            d0.sub(d2).intoArray(to, toAt);
            d1.add(d2).intoArray(to, toAt + toStep);
            d2.sub(d1).intoArray(to, toAt + 2 * toStep);
            d1.sub(d3).intoArray(to, toAt + 3 * toStep);
        }

        @Override
        void output(float[] d, int at, int step, float[] to, int toAt, int toStep) {
            FloatVector d1 = FloatVector.fromArray(LANES, d, at + step);
            FloatVector d2 = FloatVector.fromArray(LANES, d, at + 2 * step);
            FloatVector.fromArray(LANES, d, at).add(d1.add(d2)).intoArray(to, toAt);
            d1.sub(d2).sub(FloatVector.fromArray(LANES, d, at + 3 * step)).intoArray(to, toAt + toStep);
        }
    }

    private static final class Of4 extends WinogradTransform {

        Of4() {
            super(4);
        }

        @Override
        void weights(float[] d, int at, int step) {
            FloatVector d0 = FloatVector.fromArray(LANES, d, at);
            FloatVector d1 = FloatVector.fromArray(LANES, d, at + step);
            FloatVector d2 = FloatVector.fromArray(LANES, d, at + 2 * step);
            d0.mul(1 / 4f).intoArray(d, at);
            FloatVector even = d0.add(d2).mul(-1 / 6f);
            FloatVector odd = d1.mul(1 / 6f);
            even.sub(odd).intoArray(d, at + step);
            even.add(odd).intoArray(d, at + 2 * step);
            even = d0.mul(1 / 24f).add(d2.mul(1 / 6f));
            odd = d1.mul(1 / 12f);
            even.add(odd).intoArray(d, at + 3 * step);
            even.sub(odd).intoArray(d, at + 4 * step);
            d2.intoArray(d, at + 5 * step);
        }

        @Override
        void input(float[] d, int at, int step, float[] to, int toAt, int toStep) {
            FloatVector d0 = FloatVector.fromArray(LANES, d, at);
            FloatVector d1 = FloatVector.fromArray(LANES, d, at + step);
            FloatVector d2 = FloatVector.fromArray(LANES, d, at + 2 * step);
            FloatVector d3 = FloatVector.fromArray(LANES, d, at + 3 * step);
            FloatVector d4 = FloatVector.fromArray(LANES, d, at + 4 * step);
            FloatVector d5 = FloatVector.fromArray(LANES, d, at + 5 * step);
            FloatVector four = FloatVector.broadcast(LANES, 4f);
            FloatVector minusFour = FloatVector.broadcast(LANES, -4f);
            FloatVector minusFive = FloatVector.broadcast(LANES, -5f);
            d0.fma(four, d2.fma(minusFive, d4)).intoArray(to, toAt);
            FloatVector even = d2.fma(minusFour, d4);
            FloatVector odd = d1.fma(minusFour, d3);
            even.add(odd).intoArray(to, toAt + toStep);
            even.sub(odd).intoArray(to, toAt + 2 * toStep);
            even = d4.sub(d2);
            odd = d3.sub(d1);
            odd = odd.add(odd);
            even.add(odd).intoArray(to, toAt + 3 * toStep);
            even.sub(odd).intoArray(to, toAt + 4 * toStep);
            d1.fma(four, d3.fma(minusFive, d5)).intoArray(to, toAt + 5 * toStep);
        }

        @Override
        void output(float[] d, int at, int step, float[] to, int toAt, int toStep) {
            FloatVector d1 = FloatVector.fromArray(LANES, d, at + step);
            FloatVector d2 = FloatVector.fromArray(LANES, d, at + 2 * step);
            FloatVector d3 = FloatVector.fromArray(LANES, d, at + 3 * step);
            FloatVector d4 = FloatVector.fromArray(LANES, d, at + 4 * step);
            FloatVector sum12 = d1.add(d2);
            FloatVector difference12 = d1.sub(d2);
            FloatVector sum34 = d3.add(d4);
            FloatVector difference34 = d3.sub(d4);
            FloatVector.fromArray(LANES, d, at).add(sum12.add(sum34)).intoArray(to, toAt);
            difference34.add(difference34).add(difference12).intoArray(to, toAt + toStep);
            sum34.fma(FloatVector.broadcast(LANES, 4f), sum12).intoArray(to, toAt + 2 * toStep);
            difference34
                    .fma(FloatVector.broadcast(LANES, 8f), difference12)
                    .add(FloatVector.fromArray(LANES, d, at + 5 * step))
                    .intoArray(to, toAt + 3 * toStep);
        }
    }
}
