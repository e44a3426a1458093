package espalier.runtime.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vector shape that all generated kernels use. */
@SuppressWarnings("exports") // only callers that read jdk.incubator.vector themselves link to this class
public final class Lanes {

    /**
     * The machine's preferred shape, at most 512 bits: layouts leave room for 16 lanes to spill over, see the slack of a
     * kernel's arrays.
     */
    public static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED.vectorBitSize() <= 512
            ? FloatVector.SPECIES_PREFERRED
            : VectorSpecies.of(float.class, VectorShape.S_512_BIT);

    private static final float[] INDEX = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private Lanes() {}

    /** Whether vectors have 512 bits, 16 lanes: such machines have 32 registers of them, all others may have 16. */
    public static boolean are512Bits() {
        return FLOATS.length() == 16;
    }

    /** Lane {@code first} and those after it; none if {@code first} is at least the number of lanes. */
    public static VectorMask<Float> from(int first) {
        return FloatVector.fromArray(FLOATS, INDEX, 0).compare(VectorOperators.GE, (float) first);
    }
}
