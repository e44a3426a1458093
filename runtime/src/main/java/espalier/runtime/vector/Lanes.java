package espalier.runtime.vector;

import java.util.Set;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
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

    /**
     * The number of each lane, from 0. Compared with a count it is the mask of the lanes from there on: a method that made the
     * mask would box it where C2 does not inline that method.
     */
    public static final FloatVector NUMBERS =
            FloatVector.fromArray(FLOATS, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, 0);

    private static final Set<String> X86 = Set.of("amd64", "x86_64", "x86");

    static {
        lookUpOperators();
    }

    private Lanes() {}

    /**
     * Uses each operator of the kernels once. The Vector API looks an operator up at its first use and keeps what it finds. On
     * JDK 17, if C2 has compiled that look-up before, an operator that is new costs a trap; C2 counts the traps of a method
     * wherever it inlines it, this one into every operation, and from a hundred on sets no more: the kernels that it
     * compiles from then on lose the types of their vectors, and box them for good. EfficientNet-B0 takes twice as long then.
     */
    private static void lookUpOperators() {
        FloatVector x = NUMBERS;
        x.fma(x, x).add(x).sub(x).mul(x).div(x).min(x).max(x).neg().abs().sqrt();
        IntVector n = x.reinterpretAsInts();
        n.add(n).mul(n).lanewise(VectorOperators.XOR, n);
        n.lanewise(VectorOperators.LSHL, 1).lanewise(VectorOperators.LSHR, 1);
    }

    /** Whether vectors have 512 bits, 16 lanes: such machines have 32 registers of them, all others may have 16. */
    public static boolean are512Bits() {
        return FLOATS.length() == 16;
    }

    /**
     * Whether the processor multiplies and adds in one instruction, as far as a program can tell: on x86 that came with vectors of
     * 256 bits (AVX2), which some virtual machines hide. Without it a vector's {@code fma} computes in decimals, many times
     * slower than plain loops do without vectors.
     */
    public static boolean areMultiplyAddsFused() {
        return FLOATS.length() > 4 || !X86.contains(System.getProperty("os.arch"));
    }
}
