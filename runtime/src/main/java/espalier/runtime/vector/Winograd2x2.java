package espalier.runtime.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** F(2x2, 3x3), see {@link WinogradTransform}. */
final class Winograd2x2 extends WinogradTransform {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    Winograd2x2() {
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
    void weightGradient(float[] d, int at, int step) {
        FloatVector d1 = FloatVector.fromArray(LANES, d, at + step).mul(0.5f);
        FloatVector d2 = FloatVector.fromArray(LANES, d, at + 2 * step).mul(0.5f);
        FloatVector sum = d1.add(d2);
        FloatVector.fromArray(LANES, d, at).add(sum).intoArray(d, at);
        d1.sub(d2).intoArray(d, at + step);
        sum.add(FloatVector.fromArray(LANES, d, at + 3 * step)).intoArray(d, at + 2 * step);
    }

    @Override
    void outputGradient(float[] dy, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        FloatVector a0 = FloatVector.fromArray(LANES, dy, at);
        FloatVector d0 = FloatVector.fromArray(LANES, dy, at + rowPitch).neg();
        FloatVector b0 = a0.sub(d0);
        FloatVector c0 = a0.add(d0);
        FloatVector a1 = FloatVector.fromArray(LANES, dy, at + columnPitch);
        FloatVector d1 =
                FloatVector.fromArray(LANES, dy, at + rowPitch + columnPitch).neg();
        FloatVector b1 = a1.sub(d1);
        FloatVector c1 = a1.add(d1);
        a0.intoArray(to, toAt);
        a0.add(a1).intoArray(to, toAt + pitch);
        a0.sub(a1).intoArray(to, toAt + 2 * pitch);
        a1.neg().intoArray(to, toAt + 3 * pitch);
        b0.intoArray(to, toAt + 4 * pitch);
        b0.add(b1).intoArray(to, toAt + 5 * pitch);
        b0.sub(b1).intoArray(to, toAt + 6 * pitch);
        b1.neg().intoArray(to, toAt + 7 * pitch);
        c0.intoArray(to, toAt + 8 * pitch);
        c0.add(c1).intoArray(to, toAt + 9 * pitch);
        c0.sub(c1).intoArray(to, toAt + 10 * pitch);
        c1.neg().intoArray(to, toAt + 11 * pitch);
        d0.intoArray(to, toAt + 12 * pitch);
        d0.add(d1).intoArray(to, toAt + 13 * pitch);
        d0.sub(d1).intoArray(to, toAt + 14 * pitch);
        d1.neg().intoArray(to, toAt + 15 * pitch);
    }

    @Override
    void input(float[] x, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        rows0And3(x, at, rowPitch, columnPitch, to, toAt, pitch);
        rows1And2(x, at, rowPitch, columnPitch, to, toAt + 4 * pitch, pitch);
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
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        FloatVector d1 = FloatVector.fromArray(LANES, d, at + 4 * pitch);
        FloatVector d2 = FloatVector.fromArray(LANES, d, at + 8 * pitch);
        FloatVector p0 = FloatVector.fromArray(LANES, d, at).add(d1.add(d2));
        FloatVector q0 = d1.sub(d2).sub(FloatVector.fromArray(LANES, d, at + 12 * pitch));
        d1 = FloatVector.fromArray(LANES, d, at + 5 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 9 * pitch);
        FloatVector p1 = FloatVector.fromArray(LANES, d, at + pitch).add(d1.add(d2));
        FloatVector q1 = d1.sub(d2).sub(FloatVector.fromArray(LANES, d, at + 13 * pitch));
        d1 = FloatVector.fromArray(LANES, d, at + 6 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 10 * pitch);
        FloatVector p2 = FloatVector.fromArray(LANES, d, at + 2 * pitch).add(d1.add(d2));
        FloatVector q2 = d1.sub(d2).sub(FloatVector.fromArray(LANES, d, at + 14 * pitch));
        d1 = FloatVector.fromArray(LANES, d, at + 7 * pitch);
        d2 = FloatVector.fromArray(LANES, d, at + 11 * pitch);
        FloatVector p3 = FloatVector.fromArray(LANES, d, at + 3 * pitch).add(d1.add(d2));
        FloatVector q3 = d1.sub(d2).sub(FloatVector.fromArray(LANES, d, at + 15 * pitch));
        FloatVector y00 = p0.add(p1.add(p2)).add(FloatVector.fromArray(LANES, init, initAt));
        y00.blend(low, y00.compare(LE, low)).blend(high, y00.compare(GE, high)).intoArray(y, yAt);
        FloatVector y01 = p1.sub(p2).sub(p3).add(FloatVector.fromArray(LANES, init, initAt + initColumn));
        y01.blend(low, y01.compare(LE, low)).blend(high, y01.compare(GE, high)).intoArray(y, yAt + columnPitch);
        FloatVector y10 = q0.add(q1.add(q2)).add(FloatVector.fromArray(LANES, init, initAt + initRow));
        y10.blend(low, y10.compare(LE, low)).blend(high, y10.compare(GE, high)).intoArray(y, yAt + rowPitch);
        FloatVector y11 = q1.sub(q2).sub(q3).add(FloatVector.fromArray(LANES, init, initAt + initRow + initColumn));
        y11.blend(low, y11.compare(LE, low))
                .blend(high, y11.compare(GE, high))
                .intoArray(y, yAt + rowPitch + columnPitch);
    }

    private static void rows0And3(float[] x, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        FloatVector p0 = FloatVector.fromArray(LANES, x, at).sub(FloatVector.fromArray(LANES, x, at + 2 * rowPitch));
        FloatVector q0 =
                FloatVector.fromArray(LANES, x, at + rowPitch).sub(FloatVector.fromArray(LANES, x, at + 3 * rowPitch));
        FloatVector p1 = FloatVector.fromArray(LANES, x, at + columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 2 * rowPitch + columnPitch));
        FloatVector q1 = FloatVector.fromArray(LANES, x, at + rowPitch + columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 3 * rowPitch + columnPitch));
        FloatVector p2 = FloatVector.fromArray(LANES, x, at + 2 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 2 * columnPitch));
        FloatVector q2 = FloatVector.fromArray(LANES, x, at + rowPitch + 2 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 2 * columnPitch));
        FloatVector p3 = FloatVector.fromArray(LANES, x, at + 3 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 3 * columnPitch));
        FloatVector q3 = FloatVector.fromArray(LANES, x, at + rowPitch + 3 * columnPitch)
                .sub(FloatVector.fromArray(LANES, x, at + 3 * rowPitch + 3 * columnPitch));
        p0.sub(p2).intoArray(to, toAt);
        p1.add(p2).intoArray(to, toAt + pitch);
        p2.sub(p1).intoArray(to, toAt + 2 * pitch);
        p1.sub(p3).intoArray(to, toAt + 3 * pitch);
        q0.sub(q2).intoArray(to, toAt + 12 * pitch);
        q1.add(q2).intoArray(to, toAt + 13 * pitch);
        q2.sub(q1).intoArray(to, toAt + 14 * pitch);
        q1.sub(q3).intoArray(to, toAt + 15 * pitch);
    }

    private static void rows1And2(float[] x, int at, int rowPitch, int columnPitch, float[] to, int toAt, int pitch) {
        FloatVector d1 = FloatVector.fromArray(LANES, x, at + rowPitch);
        FloatVector d2 = FloatVector.fromArray(LANES, x, at + 2 * rowPitch);
        FloatVector p0 = d1.add(d2);
        FloatVector q0 = d2.sub(d1);
        d1 = FloatVector.fromArray(LANES, x, at + rowPitch + columnPitch);
        d2 = FloatVector.fromArray(LANES, x, at + 2 * rowPitch + columnPitch);
        FloatVector p1 = d1.add(d2);
        FloatVector q1 = d2.sub(d1);
        d1 = FloatVector.fromArray(LANES, x, at + rowPitch + 2 * columnPitch);
        d2 = FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 2 * columnPitch);
        FloatVector p2 = d1.add(d2);
        FloatVector q2 = d2.sub(d1);
        d1 = FloatVector.fromArray(LANES, x, at + rowPitch + 3 * columnPitch);
        d2 = FloatVector.fromArray(LANES, x, at + 2 * rowPitch + 3 * columnPitch);
        FloatVector p3 = d1.add(d2);
        FloatVector q3 = d2.sub(d1);
        p0.sub(p2).intoArray(to, toAt);
        p1.add(p2).intoArray(to, toAt + pitch);
        p2.sub(p1).intoArray(to, toAt + 2 * pitch);
        p1.sub(p3).intoArray(to, toAt + 3 * pitch);
        q0.sub(q2).intoArray(to, toAt + 4 * pitch);
        q1.add(q2).intoArray(to, toAt + 5 * pitch);
        q2.sub(q1).intoArray(to, toAt + 6 * pitch);
        q1.sub(q3).intoArray(to, toAt + 7 * pitch);
    }
}
