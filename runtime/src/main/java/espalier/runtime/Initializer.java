package espalier.runtime;

/**
 * How a parameter is filled from the seed. Fan-in is the number of inputs that reach one output value, fan-out the number
 * of outputs that one input value reaches; for a convolution both count the window: fan-in is in/groups * kH * kW.
 *
 * <p>Normal distributions are not truncated. {@code U(-a, a)} has the standard deviation {@code a / sqrt(3)}.
 */
public enum Initializer {
    /** {@code N(0, 2 / fanIn)}, for layers before a ReLU (He et al. 2015, equation 10). */
    HE_NORMAL {
        @Override
        void fill(float[] values, RandomStream random, long fanIn, long fanOut) {
            normal(values, random, Math.sqrt(2.0 / fanIn));
        }
    },
    /** {@code U(-a, a), a = sqrt(6 / fanIn)}: the variance of {@link #HE_NORMAL}. */
    HE_UNIFORM {
        @Override
        void fill(float[] values, RandomStream random, long fanIn, long fanOut) {
            uniform(values, random, Math.sqrt(6.0 / fanIn));
        }
    },
    /** {@code N(0, 2 / (fanIn + fanOut))} (Glorot and Bengio 2010, equation 12). */
    XAVIER_NORMAL {
        @Override
        void fill(float[] values, RandomStream random, long fanIn, long fanOut) {
            normal(values, random, Math.sqrt(2.0 / (fanIn + (double) fanOut)));
        }
    },
    /** {@code U(-a, a), a = sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio 2010, equation 16). */
    XAVIER_UNIFORM {
        @Override
        void fill(float[] values, RandomStream random, long fanIn, long fanOut) {
            uniform(values, random, Math.sqrt(6.0 / (fanIn + (double) fanOut)));
        }
    },
    /** {@code N(0, 1 / fanIn)} (LeCun et al. 1998, "Efficient BackProp", equation 16). */
    LECUN_NORMAL {
        @Override
        void fill(float[] values, RandomStream random, long fanIn, long fanOut) {
            normal(values, random, Math.sqrt(1.0 / fanIn));
        }
    },
    /** {@code U(-a, a), a = sqrt(3 / fanIn)}: the variance of {@link #LECUN_NORMAL}. */
    LECUN_UNIFORM {
        @Override
        void fill(float[] values, RandomStream random, long fanIn, long fanOut) {
            uniform(values, random, Math.sqrt(3.0 / fanIn));
        }
    },
    /** Zeros. */
    ZEROS {
        @Override
        void fill(float[] values, RandomStream random, long fanIn, long fanOut) {
            java.util.Arrays.fill(values, 0);
        }
    },
    /** Ones. */
    ONES {
        @Override
        void fill(float[] values, RandomStream random, long fanIn, long fanOut) {
            java.util.Arrays.fill(values, 1);
        }
    },
    /** Values that the network's source fixes; only {@link Parameter#fixed} knows them. */
    FIXED {
        @Override
        void fill(float[] values, RandomStream random, long fanIn, long fanOut) {
            throw new IllegalStateException("Fixed values do not come from a distribution.");
        }
    };

    /** Whether the values depend on the seed and the fans. */
    boolean isRandom() {
        return this != ZEROS && this != ONES && this != FIXED;
    }

    abstract void fill(float[] values, RandomStream random, long fanIn, long fanOut);

    private static void normal(float[] values, RandomStream random, double deviation) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
    }

    private static void uniform(float[] values, RandomStream random, double bound) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
    }
}
