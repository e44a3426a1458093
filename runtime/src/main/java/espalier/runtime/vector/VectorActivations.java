package espalier.runtime.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import espalier.runtime.math.Coefficients;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Activation functions of neighbouring values, in place. The loops stand here and not in each kernel, and whole vectors apart
 * from what is left over, so that C2 has one function at a time to compile: of two, or of one inside of a kernel, it may not
 * inline all, and a vector that is handed to a method that was not inlined is boxed.
 *
 * <p>What is left over is computed by the same operations, in vectors of which one lane counts or, where a measured network has
 * some in each image, without any; so a value's result does not depend on its position. All methods are thread-safe.
 */
public final class VectorActivations {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    private VectorActivations() {}

    /**
     * {@code y = tanh(y)} for {@code count} values from {@code at} on; {@link VectorMath#tanh} written out. That makes it longer
     * than the 325 bytes up to which C2 inlines, which a function with its coefficients in registers needs: inlined into a
     * kernel, one coefficient was boxed for each vector of values in some processes.
     */
    public static void tanh(float[] y, int at, int count) {
        FloatVector limit = FloatVector.broadcast(LANES, VectorMath.TANH_LIMIT_SQUARED);
        FloatVector p4 = FloatVector.broadcast(LANES, Coefficients.TANH_P4);
        FloatVector p3 = FloatVector.broadcast(LANES, Coefficients.TANH_P3);
        FloatVector p2 = FloatVector.broadcast(LANES, Coefficients.TANH_P2);
        FloatVector p1 = FloatVector.broadcast(LANES, Coefficients.TANH_P1);
        FloatVector p0 = FloatVector.broadcast(LANES, Coefficients.TANH_P0);
        FloatVector q5 = FloatVector.broadcast(LANES, Coefficients.TANH_Q5);
        FloatVector q4 = FloatVector.broadcast(LANES, Coefficients.TANH_Q4);
        FloatVector q3 = FloatVector.broadcast(LANES, Coefficients.TANH_Q3);
        FloatVector q2 = FloatVector.broadcast(LANES, Coefficients.TANH_Q2);
        FloatVector q1 = FloatVector.broadcast(LANES, Coefficients.TANH_Q1);
        FloatVector q0 = FloatVector.broadcast(LANES, Coefficients.TANH_Q0);
        FloatVector one = FloatVector.broadcast(LANES, 1);
        FloatVector minusOne = FloatVector.broadcast(LANES, -1);
        int whole = LANES.loopBound(count);
        for (int t = at; t < at + whole; t += LANES.length()) {
            FloatVector x = FloatVector.fromArray(LANES, y, t);
            FloatVector square = x.mul(x);
            FloatVector u = square.blend(limit, square.compare(GE, limit));
            FloatVector p = u.fma(p4, p3).fma(u, p2).fma(u, p1).fma(u, p0);
            FloatVector q = u.fma(q5, q4).fma(u, q3).fma(u, q2).fma(u, q1).fma(u, q0);
            FloatVector r = x.mul(p).div(q);
            r.blend(one, r.compare(GE, one))
                    .blend(minusOne, r.compare(LE, minusOne))
                    .intoArray(y, t);
        }
        if (whole < count) {
            tanhOneByOne(y, at + whole, count - whole);
        }
    }

    private static void tanhOneByOne(float[] y, int at, int count) {
        for (int t = at; t < at + count; t++) {
            y[t] = VectorMath.tanh(y[t]);
        }
    }

    /** {@code y = 1.7159 tanh(2/3 y)} for {@code count} values from {@code at} on. */
    public static void scaledTanh(float[] y, int at, int count) {
        int whole = LANES.loopBound(count);
        for (int t = at; t < at + whole; t += LANES.length()) {
            VectorMath.scaledTanh(FloatVector.fromArray(LANES, y, t)).intoArray(y, t);
        }
        if (whole < count) {
            scaledTanhOneByOne(y, at + whole, count - whole);
        }
    }

    private static void scaledTanhOneByOne(float[] y, int at, int count) {
        for (int t = at; t < at + count; t++) {
            y[t] = 1.7159f * VectorMath.tanh(y[t] * (2f / 3));
        }
    }

    /** {@code y = 1 / (1 + exp(-y))} for {@code count} values from {@code at} on. */
    public static void sigmoid(float[] y, int at, int count) {
        int whole = LANES.loopBound(count);
        for (int t = at; t < at + whole; t += LANES.length()) {
            VectorMath.sigmoid(FloatVector.fromArray(LANES, y, t)).intoArray(y, t);
        }
        if (whole < count) {
            sigmoidOneByOne(y, at + whole, count - whole);
        }
    }

    private static void sigmoidOneByOne(float[] y, int at, int count) {
        for (int t = at; t < at + count; t++) {
            y[t] = VectorMath.sigmoid(FloatVector.broadcast(LANES, y[t])).lane(0);
        }
    }

    /** {@code y = y / (1 + exp(-y))} for {@code count} values from {@code at} on. */
    public static void swish(float[] y, int at, int count) {
        int whole = LANES.loopBound(count);
        for (int t = at; t < at + whole; t += LANES.length()) {
            VectorMath.swish(FloatVector.fromArray(LANES, y, t)).intoArray(y, t);
        }
        if (whole < count) {
            swishOneByOne(y, at + whole, count - whole);
        }
    }

    private static void swishOneByOne(float[] y, int at, int count) {
        for (int t = at; t < at + count; t++) {
            y[t] = VectorMath.swish(FloatVector.broadcast(LANES, y[t])).lane(0);
        }
    }

    /** {@code y = min(max(y + 3, 0), 6) / 6} for {@code count} values from {@code at} on. */
    public static void hardSigmoid(float[] y, int at, int count) {
        int whole = LANES.loopBound(count);
        for (int t = at; t < at + whole; t += LANES.length()) {
            VectorMath.hardSigmoid(FloatVector.fromArray(LANES, y, t)).intoArray(y, t);
        }
        if (whole < count) {
            hardSigmoidOneByOne(y, at + whole, count - whole);
        }
    }

    private static void hardSigmoidOneByOne(float[] y, int at, int count) {
        for (int t = at; t < at + count; t++) {
            y[t] = VectorMath.hardSigmoid(FloatVector.broadcast(LANES, y[t])).lane(0);
        }
    }

    /** {@code y = y min(max(y + 3, 0), 6) / 6} for {@code count} values from {@code at} on. */
    public static void hardSwish(float[] y, int at, int count) {
        int whole = LANES.loopBound(count);
        for (int t = at; t < at + whole; t += LANES.length()) {
            VectorMath.hardSwish(FloatVector.fromArray(LANES, y, t)).intoArray(y, t);
        }
        if (whole < count) {
            hardSwishOneByOne(y, at + whole, count - whole);
        }
    }

    private static void hardSwishOneByOne(float[] y, int at, int count) {
        for (int t = at; t < at + count; t++) {
            y[t] = VectorMath.hardSwish(FloatVector.broadcast(LANES, y[t])).lane(0);
        }
    }

    /** {@code y = y (1 + erf(y / sqrt(2))) / 2} for {@code count} values from {@code at} on. */
    public static void gelu(float[] y, int at, int count) {
        int whole = LANES.loopBound(count);
        for (int t = at; t < at + whole; t += LANES.length()) {
            VectorMath.gelu(FloatVector.fromArray(LANES, y, t)).intoArray(y, t);
        }
        if (whole < count) {
            geluOneByOne(y, at + whole, count - whole);
        }
    }

    private static void geluOneByOne(float[] y, int at, int count) {
        for (int t = at; t < at + count; t++) {
            y[t] = VectorMath.gelu(FloatVector.broadcast(LANES, y[t])).lane(0);
        }
    }

    /** {@code y} where positive, else {@code alpha (exp(y) - 1)}, for {@code count} values from {@code at} on. */
    public static void elu(float[] y, int at, int count, float alpha) {
        int whole = LANES.loopBound(count);
        for (int t = at; t < at + whole; t += LANES.length()) {
            VectorMath.elu(FloatVector.fromArray(LANES, y, t), alpha).intoArray(y, t);
        }
        if (whole < count) {
            eluOneByOne(y, at + whole, count - whole, alpha);
        }
    }

    private static void eluOneByOne(float[] y, int at, int count, float alpha) {
        for (int t = at; t < at + count; t++) {
            y[t] = VectorMath.elu(FloatVector.broadcast(LANES, y[t]), alpha).lane(0);
        }
    }
}
