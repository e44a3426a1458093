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

    private static final int L = LANES.length();

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

    /**
     * {@code B' d B} for a patch of inputs x inputs vectors. Like all transforms written out, line after line: for a loop over
     * six lines C2 sets up three, which took longer than the lines.
     *
     * @param x the patch's first vector stands at {@code at}, others {@code rowPitch} and {@code columnPitch} apart
     * @param square memory for as many vectors
     * @param to results stand at {@code toAt} and {@code positionPitch} apart, row after row
     */
    abstract void input(
            float[] x,
            int at,
            int rowPitch,
            int columnPitch,
            float[] square,
            int squareAt,
            float[] to,
            int toAt,
            int positionPitch);

    /**
     * {@code A' d A} for inputs x inputs vectors.
     *
     * @param d the first vector stands at {@code at}, others {@code positionPitch} apart, row after row
     * @param square results stand from {@code squareAt} on, a row in {@code inputs} vectors of which the first are used
     */
    abstract void output(float[] d, int at, int positionPitch, float[] square, int squareAt);

    /** {@code G d} for three vectors of d, {@code step} apart, to {@code inputs} vectors in the same places and beyond. */
    abstract void weights(float[] d, int at, int step);

    private static final class Of2 extends WinogradTransform {

        private static final int SIZE = 4;

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
        void input(
                float[] x,
                int at,
                int rowPitch,
                int columnPitch,
                float[] square,
                int squareAt,
                float[] to,
                int toAt,
                int positionPitch) {
            input(x, at, rowPitch, square, squareAt, SIZE * L);
            input(x, at + columnPitch, rowPitch, square, squareAt + L, SIZE * L);
            input(x, at + 2 * columnPitch, rowPitch, square, squareAt + 2 * L, SIZE * L);
            input(x, at + 3 * columnPitch, rowPitch, square, squareAt + 3 * L, SIZE * L);
            input(square, squareAt, L, to, toAt, positionPitch);
            input(square, squareAt + SIZE * L, L, to, toAt + SIZE * positionPitch, positionPitch);
            input(square, squareAt + 2 * SIZE * L, L, to, toAt + 2 * SIZE * positionPitch, positionPitch);
            input(square, squareAt + 3 * SIZE * L, L, to, toAt + 3 * SIZE * positionPitch, positionPitch);
        }

        /** {@code B' d} for vectors of d, {@code step} apart, likewise stored. */
        private static void input(float[] d, int at, int step, float[] to, int toAt, int toStep) {
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
        void output(float[] d, int at, int positionPitch, float[] square, int squareAt) {
            output(d, at, SIZE * positionPitch, square, squareAt, SIZE * L);
            output(d, at + positionPitch, SIZE * positionPitch, square, squareAt + L, SIZE * L);
            output(d, at + 2 * positionPitch, SIZE * positionPitch, square, squareAt + 2 * L, SIZE * L);
            output(d, at + 3 * positionPitch, SIZE * positionPitch, square, squareAt + 3 * L, SIZE * L);
            output(square, squareAt, L, square, squareAt, L);
            output(square, squareAt + SIZE * L, L, square, squareAt + SIZE * L, L);
        }

        /** {@code A' d} for vectors of d, {@code step} apart, to fewer vectors, {@code toStep} apart. */
        private static void output(float[] d, int at, int step, float[] to, int toAt, int toStep) {
            FloatVector d1 = FloatVector.fromArray(LANES, d, at + step);
            FloatVector d2 = FloatVector.fromArray(LANES, d, at + 2 * step);
            FloatVector.fromArray(LANES, d, at).add(d1.add(d2)).intoArray(to, toAt);
            d1.sub(d2).sub(FloatVector.fromArray(LANES, d, at + 3 * step)).intoArray(to, toAt + toStep);
        }
    }

    private static final class Of4 extends WinogradTransform {

        private static final int SIZE = 6;

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
        void input(
                float[] x,
                int at,
                int rowPitch,
                int columnPitch,
                float[] square,
                int squareAt,
                float[] to,
                int toAt,
                int positionPitch) {
            inputColumns(x, at, rowPitch, columnPitch, square, squareAt);
            inputRows(square, squareAt, to, toAt, positionPitch);
        }

        private static void inputColumns(
                float[] x, int at, int rowPitch, int columnPitch, float[] square, int squareAt) {
            input(x, at, rowPitch, square, squareAt, SIZE * L);
            input(x, at + columnPitch, rowPitch, square, squareAt + L, SIZE * L);
            input(x, at + 2 * columnPitch, rowPitch, square, squareAt + 2 * L, SIZE * L);
            input(x, at + 3 * columnPitch, rowPitch, square, squareAt + 3 * L, SIZE * L);
            input(x, at + 4 * columnPitch, rowPitch, square, squareAt + 4 * L, SIZE * L);
            input(x, at + 5 * columnPitch, rowPitch, square, squareAt + 5 * L, SIZE * L);
        }

        private static void inputRows(float[] square, int squareAt, float[] to, int toAt, int positionPitch) {
            input(square, squareAt, L, to, toAt, positionPitch);
            input(square, squareAt + SIZE * L, L, to, toAt + SIZE * positionPitch, positionPitch);
            input(square, squareAt + 2 * SIZE * L, L, to, toAt + 2 * SIZE * positionPitch, positionPitch);
            input(square, squareAt + 3 * SIZE * L, L, to, toAt + 3 * SIZE * positionPitch, positionPitch);
            input(square, squareAt + 4 * SIZE * L, L, to, toAt + 4 * SIZE * positionPitch, positionPitch);
            input(square, squareAt + 5 * SIZE * L, L, to, toAt + 5 * SIZE * positionPitch, positionPitch);
        }

        /** {@code B' d} for vectors of d, {@code step} apart, likewise stored. */
        private static void input(float[] d, int at, int step, float[] to, int toAt, int toStep) {
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
        void output(float[] d, int at, int positionPitch, float[] square, int squareAt) {
            outputColumns(d, at, positionPitch, square, squareAt);
            outputRows(square, squareAt);
        }

        private static void outputColumns(float[] d, int at, int positionPitch, float[] square, int squareAt) {
            output(d, at, SIZE * positionPitch, square, squareAt, SIZE * L);
            output(d, at + positionPitch, SIZE * positionPitch, square, squareAt + L, SIZE * L);
            output(d, at + 2 * positionPitch, SIZE * positionPitch, square, squareAt + 2 * L, SIZE * L);
            output(d, at + 3 * positionPitch, SIZE * positionPitch, square, squareAt + 3 * L, SIZE * L);
            output(d, at + 4 * positionPitch, SIZE * positionPitch, square, squareAt + 4 * L, SIZE * L);
            output(d, at + 5 * positionPitch, SIZE * positionPitch, square, squareAt + 5 * L, SIZE * L);
        }

        private static void outputRows(float[] square, int squareAt) {
            output(square, squareAt, L, square, squareAt, L);
            output(square, squareAt + SIZE * L, L, square, squareAt + SIZE * L, L);
            output(square, squareAt + 2 * SIZE * L, L, square, squareAt + 2 * SIZE * L, L);
            output(square, squareAt + 3 * SIZE * L, L, square, squareAt + 3 * SIZE * L, L);
        }

        /** {@code A' d} for vectors of d, {@code step} apart, to fewer vectors, {@code toStep} apart. */
        private static void output(float[] d, int at, int step, float[] to, int toAt, int toStep) {
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
