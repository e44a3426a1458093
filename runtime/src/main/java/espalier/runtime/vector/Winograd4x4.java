package espalier.runtime.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** F(4x4, 3x3), see {@link WinogradTransform}. */
final class Winograd4x4 extends WinogradTransform {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    Winograd4x4() {
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
    void weightGradient(float[] d, int at, int step) {
        FloatVector d1 = FloatVector.fromArray(LANES, d, at + step);
        FloatVector d2 = FloatVector.fromArray(LANES, d, at + 2 * step);
        FloatVector d3 = FloatVector.fromArray(LANES, d, at + 3 * step);
        FloatVector d4 = FloatVector.fromArray(LANES, d, at + 4 * step);
        FloatVector sum12 = d1.add(d2).mul(1 / 6f);
        FloatVector sum34 = d3.add(d4);
        FloatVector.fromArray(LANES, d, at)
                .mul(1 / 4f)
                .sub(sum12)
                .add(sum34.mul(1 / 24f))
                .intoArray(d, at);
        d2.sub(d1).mul(1 / 6f).add(d3.sub(d4).mul(1 / 12f)).intoArray(d, at + step);
        sum34.mul(1 / 6f)
                .sub(sum12)
                .add(FloatVector.fromArray(LANES, d, at + 5 * step))
                .intoArray(d, at + 2 * step);
    }

    @Override
    void outputGradient(float[] dy, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        outerRow(dy, at, columnPitch, to, toAt, pitch);
        innerRows1And2(dy, at, rowPitch, columnPitch, to, toAt + 6 * pitch, pitch);
        innerRows3And4(dy, at, rowPitch, columnPitch, to, toAt + 18 * pitch, pitch);
        outerRow(dy, at + 3 * rowPitch, columnPitch, to, toAt + 30 * pitch, pitch);
    }

    @Override
    void input(float[] x, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        row0(x, at, rowPitch, columnPitch, to, toAt, pitch);
        rows1And2(x, at, rowPitch, columnPitch, to, toAt + 6 * pitch, pitch);
        rows3And4(x, at, rowPitch, columnPitch, to, toAt + 18 * pitch, pitch);
        row5(x, at, rowPitch, columnPitch, to, toAt + 30 * pitch, pitch);
    }

    @Override
    void output(
            float[] d,
            int at,
            int pitch,
            float[] init,
            int initAt,
            int initRow,
            int initColumn,
            float[] y,
            int yAt,
            int rowPitch,
            int columnPitch,
            float lowest,
            float highest) {
        rows0And2(d, at, pitch, init, initAt, initRow, initColumn, y, yAt, rowPitch, columnPitch, lowest, highest);
        rows1And3(d, at, pitch, init, initAt, initRow, initColumn, y, yAt, rowPitch, columnPitch, lowest, highest);
    }

    /** A first or last row of {@code A dy A'}, from the same row of dy. */
    private static void outerRow(float[] dy, int at, int columnPitch, float[] to, int toAt, int pitch) {
        FloatVector four = FloatVector.broadcast(LANES, 4f);
        FloatVector eight = FloatVector.broadcast(LANES, 8f);
        FloatVector d0 = FloatVector.fromArray(LANES, dy, at);
        FloatVector d1 = FloatVector.fromArray(LANES, dy, at + columnPitch);
        FloatVector d2 = FloatVector.fromArray(LANES, dy, at + 2 * columnPitch);
        FloatVector d3 = FloatVector.fromArray(LANES, dy, at + 3 * columnPitch);
        d0.intoArray(to, toAt);
        FloatVector evenD = d0.add(d2);
        FloatVector oddD = d1.add(d3);
        evenD.add(oddD).intoArray(to, toAt + pitch);
        evenD.sub(oddD).intoArray(to, toAt + 2 * pitch);
        evenD = d2.fma(four, d0);
        oddD = d3.fma(eight, d1.add(d1));
        evenD.add(oddD).intoArray(to, toAt + 3 * pitch);
        evenD.sub(oddD).intoArray(to, toAt + 4 * pitch);
        d3.intoArray(to, toAt + 5 * pitch);
    }

    private static void innerRows1And2(
            float[] dy, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        FloatVector four = FloatVector.broadcast(LANES, 4f);
        FloatVector eight = FloatVector.broadcast(LANES, 8f);
        FloatVector even =
                FloatVector.fromArray(LANES, dy, at).add(FloatVector.fromArray(LANES, dy, at + 2 * rowPitch));
        FloatVector odd = FloatVector.fromArray(LANES, dy, at + rowPitch)
                .add(FloatVector.fromArray(LANES, dy, at + 3 * rowPitch));
        FloatVector p0 = even.add(odd);
        FloatVector m0 = even.sub(odd);
        even = FloatVector.fromArray(LANES, dy, at + columnPitch)
                .add(FloatVector.fromArray(LANES, dy, at + 2 * rowPitch + columnPitch));
        odd = FloatVector.fromArray(LANES, dy, at + rowPitch + columnPitch)
                .add(FloatVector.fromArray(LANES, dy, at + 3 * rowPitch + columnPitch));
        FloatVector p1 = even.add(odd);
        FloatVector m1 = even.sub(odd);
        even = FloatVector.fromArray(LANES, dy, at + 2 * columnPitch)
                .add(FloatVector.fromArray(LANES, dy, at + 2 * rowPitch + 2 * columnPitch));
        odd = FloatVector.fromArray(LANES, dy, at + rowPitch + 2 * columnPitch)
                .add(FloatVector.fromArray(LANES, dy, at + 3 * rowPitch + 2 * columnPitch));
        FloatVector p2 = even.add(odd);
        FloatVector m2 = even.sub(odd);
        even = FloatVector.fromArray(LANES, dy, at + 3 * columnPitch)
                .add(FloatVector.fromArray(LANES, dy, at + 2 * rowPitch + 3 * columnPitch));
        odd = FloatVector.fromArray(LANES, dy, at + rowPitch + 3 * columnPitch)
                .add(FloatVector.fromArray(LANES, dy, at + 3 * rowPitch + 3 * columnPitch));
        FloatVector p3 = even.add(odd);
        FloatVector m3 = even.sub(odd);
        p0.intoArray(to, toAt);
        FloatVector evenP = p0.add(p2);
        FloatVector oddP = p1.add(p3);
        evenP.add(oddP).intoArray(to, toAt + pitch);
        evenP.sub(oddP).intoArray(to, toAt + 2 * pitch);
        evenP = p2.fma(four, p0);
        oddP = p3.fma(eight, p1.add(p1));
        evenP.add(oddP).intoArray(to, toAt + 3 * pitch);
        evenP.sub(oddP).intoArray(to, toAt + 4 * pitch);
        p3.intoArray(to, toAt + 5 * pitch);
        m0.intoArray(to, toAt + 6 * pitch);
        FloatVector evenM = m0.add(m2);
        FloatVector oddM = m1.add(m3);
        evenM.add(oddM).intoArray(to, toAt + 7 * pitch);
        evenM.sub(oddM).intoArray(to, toAt + 8 * pitch);
        evenM = m2.fma(four, m0);
        oddM = m3.fma(eight, m1.add(m1));
        evenM.add(oddM).intoArray(to, toAt + 9 * pitch);
        evenM.sub(oddM).intoArray(to, toAt + 10 * pitch);
        m3.intoArray(to, toAt + 11 * pitch);
    }

    private static void innerRows3And4(
            float[] dy, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        FloatVector four = FloatVector.broadcast(LANES, 4f);
        FloatVector eight = FloatVector.broadcast(LANES, 8f);
        FloatVector d1 = FloatVector.fromArray(LANES, dy, at + rowPitch);
        FloatVector even =
                FloatVector.fromArray(LANES, dy, at + 2 * rowPitch).fma(four, FloatVector.fromArray(LANES, dy, at));
        FloatVector odd = FloatVector.fromArray(LANES, dy, at + 3 * rowPitch).fma(eight, d1.add(d1));
        FloatVector p0 = even.add(odd);
        FloatVector m0 = even.sub(odd);
        d1 = FloatVector.fromArray(LANES, dy, at + rowPitch + columnPitch);
        even = FloatVector.fromArray(LANES, dy, at + 2 * rowPitch + columnPitch)
                .fma(four, FloatVector.fromArray(LANES, dy, at + columnPitch));
        odd = FloatVector.fromArray(LANES, dy, at + 3 * rowPitch + columnPitch).fma(eight, d1.add(d1));
        FloatVector p1 = even.add(odd);
        FloatVector m1 = even.sub(odd);
        d1 = FloatVector.fromArray(LANES, dy, at + rowPitch + 2 * columnPitch);
        even = FloatVector.fromArray(LANES, dy, at + 2 * rowPitch + 2 * columnPitch)
                .fma(four, FloatVector.fromArray(LANES, dy, at + 2 * columnPitch));
        odd = FloatVector.fromArray(LANES, dy, at + 3 * rowPitch + 2 * columnPitch)
                .fma(eight, d1.add(d1));
        FloatVector p2 = even.add(odd);
        FloatVector m2 = even.sub(odd);
        d1 = FloatVector.fromArray(LANES, dy, at + rowPitch + 3 * columnPitch);
        even = FloatVector.fromArray(LANES, dy, at + 2 * rowPitch + 3 * columnPitch)
                .fma(four, FloatVector.fromArray(LANES, dy, at + 3 * columnPitch));
        odd = FloatVector.fromArray(LANES, dy, at + 3 * rowPitch + 3 * columnPitch)
                .fma(eight, d1.add(d1));
        FloatVector p3 = even.add(odd);
        FloatVector m3 = even.sub(odd);
        p0.intoArray(to, toAt);
        FloatVector evenP = p0.add(p2);
        FloatVector oddP = p1.add(p3);
        evenP.add(oddP).intoArray(to, toAt + pitch);
        evenP.sub(oddP).intoArray(to, toAt + 2 * pitch);
        evenP = p2.fma(four, p0);
        oddP = p3.fma(eight, p1.add(p1));
        evenP.add(oddP).intoArray(to, toAt + 3 * pitch);
        evenP.sub(oddP).intoArray(to, toAt + 4 * pitch);
        p3.intoArray(to, toAt + 5 * pitch);
        m0.intoArray(to, toAt + 6 * pitch);
        FloatVector evenM = m0.add(m2);
        FloatVector oddM = m1.add(m3);
        evenM.add(oddM).intoArray(to, toAt + 7 * pitch);
        evenM.sub(oddM).intoArray(to, toAt + 8 * pitch);
        evenM = m2.fma(four, m0);
        oddM = m3.fma(eight, m1.add(m1));
        evenM.add(oddM).intoArray(to, toAt + 9 * pitch);
        evenM.sub(oddM).intoArray(to, toAt + 10 * pitch);
        m3.intoArray(to, toAt + 11 * pitch);
    }

    /** The first row of {@code B' d B}. */
    private static void row0(float[] x, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        FloatVector four = FloatVector.broadcast(LANES, 4f);
        FloatVector minusFour = FloatVector.broadcast(LANES, -4f);
        FloatVector minusFive = FloatVector.broadcast(LANES, -5f);
        FloatVector d0 = FloatVector.fromArray(LANES, x, at)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 2 * rowPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 4 * rowPitch)));
        FloatVector d1 = FloatVector.fromArray(LANES, x, at + columnPitch)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 2 * rowPitch + columnPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 4 * rowPitch + columnPitch)));
        FloatVector d2 = FloatVector.fromArray(LANES, x, at + 2 * columnPitch)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 2 * columnPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 2 * columnPitch)));
        FloatVector d3 = FloatVector.fromArray(LANES, x, at + 3 * columnPitch)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 3 * columnPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 3 * columnPitch)));
        FloatVector d4 = FloatVector.fromArray(LANES, x, at + 4 * columnPitch)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 4 * columnPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 4 * columnPitch)));
        FloatVector d5 = FloatVector.fromArray(LANES, x, at + 5 * columnPitch)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 5 * columnPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 5 * columnPitch)));
        d0.fma(four, d2.fma(minusFive, d4)).intoArray(to, toAt);
        FloatVector even = d2.fma(minusFour, d4);
        FloatVector odd = d1.fma(minusFour, d3);
        even.add(odd).intoArray(to, toAt + pitch);
        even.sub(odd).intoArray(to, toAt + 2 * pitch);
        even = d4.sub(d2);
        odd = d3.sub(d1);
        odd = odd.add(odd);
        even.add(odd).intoArray(to, toAt + 3 * pitch);
        even.sub(odd).intoArray(to, toAt + 4 * pitch);
        d1.fma(four, d3.fma(minusFive, d5)).intoArray(to, toAt + 5 * pitch);
    }

    /** Rows that are a sum and a difference of the same two values. */
    private static void rows1And2(float[] x, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        FloatVector four = FloatVector.broadcast(LANES, 4f);
        FloatVector minusFour = FloatVector.broadcast(LANES, -4f);
        FloatVector minusFive = FloatVector.broadcast(LANES, -5f);
        FloatVector even = FloatVector.fromArray(LANES, x, at + 2 * rowPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 4 * rowPitch));
        FloatVector odd = FloatVector.fromArray(LANES, x, at + rowPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 3 * rowPitch));
        FloatVector p0 = even.add(odd);
        FloatVector m0 = even.sub(odd);
        even = FloatVector.fromArray(LANES, x, at + 2 * rowPitch + columnPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 4 * rowPitch + columnPitch));
        odd = FloatVector.fromArray(LANES, x, at + rowPitch + columnPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 3 * rowPitch + columnPitch));
        FloatVector p1 = even.add(odd);
        FloatVector m1 = even.sub(odd);
        even = FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 2 * columnPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 2 * columnPitch));
        odd = FloatVector.fromArray(LANES, x, at + rowPitch + 2 * columnPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 2 * columnPitch));
        FloatVector p2 = even.add(odd);
        FloatVector m2 = even.sub(odd);
        even = FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 3 * columnPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 3 * columnPitch));
        odd = FloatVector.fromArray(LANES, x, at + rowPitch + 3 * columnPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 3 * columnPitch));
        FloatVector p3 = even.add(odd);
        FloatVector m3 = even.sub(odd);
        even = FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 4 * columnPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 4 * columnPitch));
        odd = FloatVector.fromArray(LANES, x, at + rowPitch + 4 * columnPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 4 * columnPitch));
        FloatVector p4 = even.add(odd);
        FloatVector m4 = even.sub(odd);
        even = FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 5 * columnPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 5 * columnPitch));
        odd = FloatVector.fromArray(LANES, x, at + rowPitch + 5 * columnPitch)
                .fma(minusFour, FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 5 * columnPitch));
        FloatVector p5 = even.add(odd);
        FloatVector m5 = even.sub(odd);
        p0.fma(four, p2.fma(minusFive, p4)).intoArray(to, toAt);
        FloatVector evenP = p2.fma(minusFour, p4);
        FloatVector oddP = p1.fma(minusFour, p3);
        evenP.add(oddP).intoArray(to, toAt + pitch);
        evenP.sub(oddP).intoArray(to, toAt + 2 * pitch);
        evenP = p4.sub(p2);
        oddP = p3.sub(p1);
        oddP = oddP.add(oddP);
        evenP.add(oddP).intoArray(to, toAt + 3 * pitch);
        evenP.sub(oddP).intoArray(to, toAt + 4 * pitch);
        p1.fma(four, p3.fma(minusFive, p5)).intoArray(to, toAt + 5 * pitch);
        m0.fma(four, m2.fma(minusFive, m4)).intoArray(to, toAt + 6 * pitch);
        FloatVector evenM = m2.fma(minusFour, m4);
        FloatVector oddM = m1.fma(minusFour, m3);
        evenM.add(oddM).intoArray(to, toAt + 7 * pitch);
        evenM.sub(oddM).intoArray(to, toAt + 8 * pitch);
        evenM = m4.sub(m2);
        oddM = m3.sub(m1);
        oddM = oddM.add(oddM);
        evenM.add(oddM).intoArray(to, toAt + 9 * pitch);
        evenM.sub(oddM).intoArray(to, toAt + 10 * pitch);
        m1.fma(four, m3.fma(minusFive, m5)).intoArray(to, toAt + 11 * pitch);
    }

    private static void rows3And4(float[] x, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        FloatVector four = FloatVector.broadcast(LANES, 4f);
        FloatVector minusFour = FloatVector.broadcast(LANES, -4f);
        FloatVector minusFive = FloatVector.broadcast(LANES, -5f);
        FloatVector even = FloatVector.fromArray(LANES, x, at + 4 * rowPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 2 * rowPitch));
        FloatVector odd =
                FloatVector.fromArray(LANES, x, at + 3 * rowPitch).sub(FloatVector.fromArray(LANES, x, at + rowPitch));
        odd = odd.add(odd);
        FloatVector p0 = even.add(odd);
        FloatVector m0 = even.sub(odd);
        even = FloatVector.fromArray(LANES, x, at + 4 * rowPitch + columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 2 * rowPitch + columnPitch));
        odd = FloatVector.fromArray(LANES, x, at + 3 * rowPitch + columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + rowPitch + columnPitch));
        odd = odd.add(odd);
        FloatVector p1 = even.add(odd);
        FloatVector m1 = even.sub(odd);
        even = FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 2 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 2 * columnPitch));
        odd = FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 2 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + rowPitch + 2 * columnPitch));
        odd = odd.add(odd);
        FloatVector p2 = even.add(odd);
        FloatVector m2 = even.sub(odd);
        even = FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 3 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 3 * columnPitch));
        odd = FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 3 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + rowPitch + 3 * columnPitch));
        odd = odd.add(odd);
        FloatVector p3 = even.add(odd);
        FloatVector m3 = even.sub(odd);
        even = FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 4 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 4 * columnPitch));
        odd = FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 4 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + rowPitch + 4 * columnPitch));
        odd = odd.add(odd);
        FloatVector p4 = even.add(odd);
        FloatVector m4 = even.sub(odd);
        even = FloatVector.fromArray(LANES, x, at + 4 * rowPitch + 5 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 5 * columnPitch));
        odd = FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 5 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + rowPitch + 5 * columnPitch));
        odd = odd.add(odd);
        FloatVector p5 = even.add(odd);
        FloatVector m5 = even.sub(odd);
        p0.fma(four, p2.fma(minusFive, p4)).intoArray(to, toAt);
        FloatVector evenP = p2.fma(minusFour, p4);
        FloatVector oddP = p1.fma(minusFour, p3);
        evenP.add(oddP).intoArray(to, toAt + pitch);
        evenP.sub(oddP).intoArray(to, toAt + 2 * pitch);
        evenP = p4.sub(p2);
        oddP = p3.sub(p1);
        oddP = oddP.add(oddP);
        evenP.add(oddP).intoArray(to, toAt + 3 * pitch);
        evenP.sub(oddP).intoArray(to, toAt + 4 * pitch);
        p1.fma(four, p3.fma(minusFive, p5)).intoArray(to, toAt + 5 * pitch);
        m0.fma(four, m2.fma(minusFive, m4)).intoArray(to, toAt + 6 * pitch);
        FloatVector evenM = m2.fma(minusFour, m4);
        FloatVector oddM = m1.fma(minusFour, m3);
        evenM.add(oddM).intoArray(to, toAt + 7 * pitch);
        evenM.sub(oddM).intoArray(to, toAt + 8 * pitch);
        evenM = m4.sub(m2);
        oddM = m3.sub(m1);
        oddM = oddM.add(oddM);
        evenM.add(oddM).intoArray(to, toAt + 9 * pitch);
        evenM.sub(oddM).intoArray(to, toAt + 10 * pitch);
        m1.fma(four, m3.fma(minusFive, m5)).intoArray(to, toAt + 11 * pitch);
    }

    private static void row5(float[] x, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        FloatVector four = FloatVector.broadcast(LANES, 4f);
        FloatVector minusFour = FloatVector.broadcast(LANES, -4f);
        FloatVector minusFive = FloatVector.broadcast(LANES, -5f);
        FloatVector d0 = FloatVector.fromArray(LANES, x, at + rowPitch)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 3 * rowPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 5 * rowPitch)));
        FloatVector d1 = FloatVector.fromArray(LANES, x, at + rowPitch + columnPitch)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 3 * rowPitch + columnPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 5 * rowPitch + columnPitch)));
        FloatVector d2 = FloatVector.fromArray(LANES, x, at + rowPitch + 2 * columnPitch)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 2 * columnPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 5 * rowPitch + 2 * columnPitch)));
        FloatVector d3 = FloatVector.fromArray(LANES, x, at + rowPitch + 3 * columnPitch)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 3 * columnPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 5 * rowPitch + 3 * columnPitch)));
        FloatVector d4 = FloatVector.fromArray(LANES, x, at + rowPitch + 4 * columnPitch)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 4 * columnPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 5 * rowPitch + 4 * columnPitch)));
        FloatVector d5 = FloatVector.fromArray(LANES, x, at + rowPitch + 5 * columnPitch)
                .fma(
                        four,
                        FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 5 * columnPitch)
                                .fma(minusFive, FloatVector.fromArray(LANES, x, at + 5 * rowPitch + 5 * columnPitch)));
        d0.fma(four, d2.fma(minusFive, d4)).intoArray(to, toAt);
        FloatVector even = d2.fma(minusFour, d4);
        FloatVector odd = d1.fma(minusFour, d3);
        even.add(odd).intoArray(to, toAt + pitch);
        even.sub(odd).intoArray(to, toAt + 2 * pitch);
        even = d4.sub(d2);
        odd = d3.sub(d1);
        odd = odd.add(odd);
        even.add(odd).intoArray(to, toAt + 3 * pitch);
        even.sub(odd).intoArray(to, toAt + 4 * pitch);
        d1.fma(four, d3.fma(minusFive, d5)).intoArray(to, toAt + 5 * pitch);
    }

    /** Rows of {@code A' d A} that are made of sums. */
    private static void rows0And2(
            float[] d,
            int at,
            int pitch,
            float[] init,
            int initAt,
            int initRow,
            int initColumn,
            float[] y,
            int yAt,
            int rowPitch,
            int columnPitch,
            float lowest,
            float highest) {
        FloatVector four = FloatVector.broadcast(LANES, 4f);
        FloatVector eight = FloatVector.broadcast(LANES, 8f);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        FloatVector d1 = FloatVector.fromArray(LANES, d, at + 6 * pitch);
        FloatVector d2 = FloatVector.fromArray(LANES, d, at + 12 * pitch);
        FloatVector d3 = FloatVector.fromArray(LANES, d, at + 18 * pitch);
        FloatVector d4 = FloatVector.fromArray(LANES, d, at + 24 * pitch);
        FloatVector sum12 = d1.add(d2);
        FloatVector sum34 = d3.add(d4);
        FloatVector p0 = FloatVector.fromArray(LANES, d, at).add(sum12.add(sum34));
        FloatVector q0 = sum34.fma(four, sum12);
        d1 = FloatVector.fromArray(LANES, d, at + 7 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 13 * pitch);
        d3 = FloatVector.fromArray(LANES, d, at + 19 * pitch);
        d4 = FloatVector.fromArray(LANES, d, at + 25 * pitch);
        sum12 = d1.add(d2);
        sum34 = d3.add(d4);
        FloatVector p1 = FloatVector.fromArray(LANES, d, at + pitch).add(sum12.add(sum34));
        FloatVector q1 = sum34.fma(four, sum12);
        d1 = FloatVector.fromArray(LANES, d, at + 8 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 14 * pitch);
        d3 = FloatVector.fromArray(LANES, d, at + 20 * pitch);
        d4 = FloatVector.fromArray(LANES, d, at + 26 * pitch);
        sum12 = d1.add(d2);
        sum34 = d3.add(d4);
        FloatVector p2 = FloatVector.fromArray(LANES, d, at + 2 * pitch).add(sum12.add(sum34));
        FloatVector q2 = sum34.fma(four, sum12);
        d1 = FloatVector.fromArray(LANES, d, at + 9 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 15 * pitch);
        d3 = FloatVector.fromArray(LANES, d, at + 21 * pitch);
        d4 = FloatVector.fromArray(LANES, d, at + 27 * pitch);
        sum12 = d1.add(d2);
        sum34 = d3.add(d4);
        FloatVector p3 = FloatVector.fromArray(LANES, d, at + 3 * pitch).add(sum12.add(sum34));
        FloatVector q3 = sum34.fma(four, sum12);
        d1 = FloatVector.fromArray(LANES, d, at + 10 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 16 * pitch);
        d3 = FloatVector.fromArray(LANES, d, at + 22 * pitch);
        d4 = FloatVector.fromArray(LANES, d, at + 28 * pitch);
        sum12 = d1.add(d2);
        sum34 = d3.add(d4);
        FloatVector p4 = FloatVector.fromArray(LANES, d, at + 4 * pitch).add(sum12.add(sum34));
        FloatVector q4 = sum34.fma(four, sum12);
        d1 = FloatVector.fromArray(LANES, d, at + 11 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 17 * pitch);
        d3 = FloatVector.fromArray(LANES, d, at + 23 * pitch);
        d4 = FloatVector.fromArray(LANES, d, at + 29 * pitch);
        sum12 = d1.add(d2);
        sum34 = d3.add(d4);
        FloatVector p5 = FloatVector.fromArray(LANES, d, at + 5 * pitch).add(sum12.add(sum34));
        FloatVector q5 = sum34.fma(four, sum12);
        FloatVector sum12P = p1.add(p2);
        FloatVector difference12P = p1.sub(p2);
        FloatVector sum34P = p3.add(p4);
        FloatVector difference34P = p3.sub(p4);
        FloatVector y00 = p0.add(sum12P.add(sum34P)).add(FloatVector.fromArray(LANES, init, initAt));
        y00.blend(low, y00.compare(LE, low)).blend(high, y00.compare(GE, high)).intoArray(y, yAt);
        FloatVector y01 = difference34P
                .add(difference34P)
                .add(difference12P)
                .add(FloatVector.fromArray(LANES, init, initAt + initColumn));
        y01.blend(low, y01.compare(LE, low)).blend(high, y01.compare(GE, high)).intoArray(y, yAt + columnPitch);
        FloatVector y02 = sum34P.fma(four, sum12P).add(FloatVector.fromArray(LANES, init, initAt + 2 * initColumn));
        y02.blend(low, y02.compare(LE, low)).blend(high, y02.compare(GE, high)).intoArray(y, yAt + 2 * columnPitch);
        FloatVector y03 = difference34P
                .fma(eight, difference12P)
                .add(p5)
                .add(FloatVector.fromArray(LANES, init, initAt + 3 * initColumn));
        y03.blend(low, y03.compare(LE, low)).blend(high, y03.compare(GE, high)).intoArray(y, yAt + 3 * columnPitch);
        FloatVector sum12Q = q1.add(q2);
        FloatVector difference12Q = q1.sub(q2);
        FloatVector sum34Q = q3.add(q4);
        FloatVector difference34Q = q3.sub(q4);
        FloatVector y20 = q0.add(sum12Q.add(sum34Q)).add(FloatVector.fromArray(LANES, init, initAt + 2 * initRow));
        y20.blend(low, y20.compare(LE, low)).blend(high, y20.compare(GE, high)).intoArray(y, yAt + 2 * rowPitch);
        FloatVector y21 = difference34Q
                .add(difference34Q)
                .add(difference12Q)
                .add(FloatVector.fromArray(LANES, init, initAt + 2 * initRow + initColumn));
        y21.blend(low, y21.compare(LE, low))
                .blend(high, y21.compare(GE, high))
                .intoArray(y, yAt + 2 * rowPitch + columnPitch);
        FloatVector y22 =
                sum34Q.fma(four, sum12Q).add(FloatVector.fromArray(LANES, init, initAt + 2 * initRow + 2 * initColumn));
        y22.blend(low, y22.compare(LE, low))
                .blend(high, y22.compare(GE, high))
                .intoArray(y, yAt + 2 * rowPitch + 2 * columnPitch);
        FloatVector y23 = difference34Q
                .fma(eight, difference12Q)
                .add(q5)
                .add(FloatVector.fromArray(LANES, init, initAt + 2 * initRow + 3 * initColumn));
        y23.blend(low, y23.compare(LE, low))
                .blend(high, y23.compare(GE, high))
                .intoArray(y, yAt + 2 * rowPitch + 3 * columnPitch);
    }

    /** Rows that are made of differences. */
    private static void rows1And3(
            float[] d,
            int at,
            int pitch,
            float[] init,
            int initAt,
            int initRow,
            int initColumn,
            float[] y,
            int yAt,
            int rowPitch,
            int columnPitch,
            float lowest,
            float highest) {
        FloatVector four = FloatVector.broadcast(LANES, 4f);
        FloatVector eight = FloatVector.broadcast(LANES, 8f);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        FloatVector d1 = FloatVector.fromArray(LANES, d, at + 6 * pitch);
        FloatVector d2 = FloatVector.fromArray(LANES, d, at + 12 * pitch);
        FloatVector d3 = FloatVector.fromArray(LANES, d, at + 18 * pitch);
        FloatVector d4 = FloatVector.fromArray(LANES, d, at + 24 * pitch);
        FloatVector difference12 = d1.sub(d2);
        FloatVector difference34 = d3.sub(d4);
        FloatVector p0 = difference34.add(difference34).add(difference12);
        FloatVector q0 = difference34.fma(eight, difference12).add(FloatVector.fromArray(LANES, d, at + 30 * pitch));
        d1 = FloatVector.fromArray(LANES, d, at + 7 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 13 * pitch);
        d3 = FloatVector.fromArray(LANES, d, at + 19 * pitch);
        d4 = FloatVector.fromArray(LANES, d, at + 25 * pitch);
        difference12 = d1.sub(d2);
        difference34 = d3.sub(d4);
        FloatVector p1 = difference34.add(difference34).add(difference12);
        FloatVector q1 = difference34.fma(eight, difference12).add(FloatVector.fromArray(LANES, d, at + 31 * pitch));
        d1 = FloatVector.fromArray(LANES, d, at + 8 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 14 * pitch);
        d3 = FloatVector.fromArray(LANES, d, at + 20 * pitch);
        d4 = FloatVector.fromArray(LANES, d, at + 26 * pitch);
        difference12 = d1.sub(d2);
        difference34 = d3.sub(d4);
        FloatVector p2 = difference34.add(difference34).add(difference12);
        FloatVector q2 = difference34.fma(eight, difference12).add(FloatVector.fromArray(LANES, d, at + 32 * pitch));
        d1 = FloatVector.fromArray(LANES, d, at + 9 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 15 * pitch);
        d3 = FloatVector.fromArray(LANES, d, at + 21 * pitch);
        d4 = FloatVector.fromArray(LANES, d, at + 27 * pitch);
        difference12 = d1.sub(d2);
        difference34 = d3.sub(d4);
        FloatVector p3 = difference34.add(difference34).add(difference12);
        FloatVector q3 = difference34.fma(eight, difference12).add(FloatVector.fromArray(LANES, d, at + 33 * pitch));
        d1 = FloatVector.fromArray(LANES, d, at + 10 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 16 * pitch);
        d3 = FloatVector.fromArray(LANES, d, at + 22 * pitch);
        d4 = FloatVector.fromArray(LANES, d, at + 28 * pitch);
        difference12 = d1.sub(d2);
        difference34 = d3.sub(d4);
        FloatVector p4 = difference34.add(difference34).add(difference12);
        FloatVector q4 = difference34.fma(eight, difference12).add(FloatVector.fromArray(LANES, d, at + 34 * pitch));
        d1 = FloatVector.fromArray(LANES, d, at + 11 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 17 * pitch);
        d3 = FloatVector.fromArray(LANES, d, at + 23 * pitch);
        d4 = FloatVector.fromArray(LANES, d, at + 29 * pitch);
        difference12 = d1.sub(d2);
        difference34 = d3.sub(d4);
        FloatVector p5 = difference34.add(difference34).add(difference12);
        FloatVector q5 = difference34.fma(eight, difference12).add(FloatVector.fromArray(LANES, d, at + 35 * pitch));
        FloatVector sum12P = p1.add(p2);
        FloatVector difference12P = p1.sub(p2);
        FloatVector sum34P = p3.add(p4);
        FloatVector difference34P = p3.sub(p4);
        FloatVector y10 = p0.add(sum12P.add(sum34P)).add(FloatVector.fromArray(LANES, init, initAt + initRow));
        y10.blend(low, y10.compare(LE, low)).blend(high, y10.compare(GE, high)).intoArray(y, yAt + rowPitch);
        FloatVector y11 = difference34P
                .add(difference34P)
                .add(difference12P)
                .add(FloatVector.fromArray(LANES, init, initAt + initRow + initColumn));
        y11.blend(low, y11.compare(LE, low))
                .blend(high, y11.compare(GE, high))
                .intoArray(y, yAt + rowPitch + columnPitch);
        FloatVector y12 =
                sum34P.fma(four, sum12P).add(FloatVector.fromArray(LANES, init, initAt + initRow + 2 * initColumn));
        y12.blend(low, y12.compare(LE, low))
                .blend(high, y12.compare(GE, high))
                .intoArray(y, yAt + rowPitch + 2 * columnPitch);
        FloatVector y13 = difference34P
                .fma(eight, difference12P)
                .add(p5)
                .add(FloatVector.fromArray(LANES, init, initAt + initRow + 3 * initColumn));
        y13.blend(low, y13.compare(LE, low))
                .blend(high, y13.compare(GE, high))
                .intoArray(y, yAt + rowPitch + 3 * columnPitch);
        FloatVector sum12Q = q1.add(q2);
        FloatVector difference12Q = q1.sub(q2);
        FloatVector sum34Q = q3.add(q4);
        FloatVector difference34Q = q3.sub(q4);
        FloatVector y30 = q0.add(sum12Q.add(sum34Q)).add(FloatVector.fromArray(LANES, init, initAt + 3 * initRow));
        y30.blend(low, y30.compare(LE, low)).blend(high, y30.compare(GE, high)).intoArray(y, yAt + 3 * rowPitch);
        FloatVector y31 = difference34Q
                .add(difference34Q)
                .add(difference12Q)
                .add(FloatVector.fromArray(LANES, init, initAt + 3 * initRow + initColumn));
        y31.blend(low, y31.compare(LE, low))
                .blend(high, y31.compare(GE, high))
                .intoArray(y, yAt + 3 * rowPitch + columnPitch);
        FloatVector y32 =
                sum34Q.fma(four, sum12Q).add(FloatVector.fromArray(LANES, init, initAt + 3 * initRow + 2 * initColumn));
        y32.blend(low, y32.compare(LE, low))
                .blend(high, y32.compare(GE, high))
                .intoArray(y, yAt + 3 * rowPitch + 2 * columnPitch);
        FloatVector y33 = difference34Q
                .fma(eight, difference12Q)
                .add(q5)
                .add(FloatVector.fromArray(LANES, init, initAt + 3 * initRow + 3 * initColumn));
        y33.blend(low, y33.compare(LE, low))
                .blend(high, y33.compare(GE, high))
                .intoArray(y, yAt + 3 * rowPitch + 3 * columnPitch);
    }
}
