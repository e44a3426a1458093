package espalier.runtime.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Activation functions of neighbouring values, in place. The loops stand here and not in each kernel, and whole vectors apart
 * from what is left over, so that C2 has one function at a time to compile: of two, or of one inside of a kernel, it may not
 * inline all, and a vector that is handed to a method that was not inlined is boxed.
 *
 * <p>What is left over is computed in vectors too, so that a value's result does not depend on its position. All methods are
 * thread-safe.
 */
public final class VectorActivations {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    private VectorActivations() {}

    /** {@code y = tanh(y)} for {@code count} values from {@code at} on. */
    public static void tanh(float[] y, int at, int count) {
        int whole = LANES.loopBound(count);
        for (int t = at; t < at + whole; t += LANES.length()) {
            VectorMath.tanh(FloatVector.fromArray(LANES, y, t)).intoArray(y, t);
        }
        if (whole < count) {
            tanhOneByOne(y, at + whole, count - whole);
        }
    }

    private static void tanhOneByOne(float[] y, int at, int count) {
        for (int t = at; t < at + count; t++) {
            y[t] = VectorMath.tanh(FloatVector.broadcast(LANES, y[t])).lane(0);
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
            y[t] = VectorMath.scaledTanh(FloatVector.broadcast(LANES, y[t])).lane(0);
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
