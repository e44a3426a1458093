package espalier.runtime.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import espalier.runtime.kernel.DenseKernel;
import espalier.runtime.kernel.Rectifier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A small fully connected layer: several images by the tiles of {@link MicroKernel}, whose pixels they are, one or two by sums of
 * their own. Each sum begins with the bias and adds one input after the other, so that both give the same bits. Weights are
 * packed as [block of units][input][unit of the block], the last block filled with zeros, from where a large array has whole cache
 * lines: with one image, loads of parts of two lines took half as long again as a layer's multiply-adds.
 *
 * <p>For an even number of inputs and at least 16 units. Immutable and thread-safe.
 */
public abstract class TiledDense implements DenseKernel {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    private static final int FEWEST_UNITS = 16;

    /** Images that are packed at a time: two wide tiles. */
    private static final int IMAGES = 2 * MicroKernel.WIDE;

    /** Fewer leave most of a tile empty. */
    private static final int FEWEST_IMAGES_OF_A_TILE = 3;

    /** Vectors of units whose sums for one image are computed together, enough to hide how long a multiply-add takes. */
    private static final int VECTORS = 4;

    private final int inputs;
    private final int units;
    private final int xPitch;
    private final int yPitch;
    private final float lowest;
    private final float highest;
    private final int unitsPerBlock;
    private final int blocks;
    /** For each two inputs their distance from the first ones of a panel of images. */
    private final int[] taps;

    private final MacroKernel.Rows images;
    private final MacroKernel.Rows imagesOfABlock;
    private final int tileAt;
    private final int blockAt;

    /**
     * @param inputs that follow each other in x
     * @param units in y
     * @param xPitch from an image of x to the next
     * @param yPitch from an image of y to the next
     * @param rectifier the activation; a class with another one has none, and overrides {@link #activate}
     * @throws IllegalArgumentException if inputs or units are not of a number that tiles can do
     */
    protected TiledDense(int inputs, int units, int xPitch, int yPitch, Rectifier rectifier) {
        if (inputs % MicroKernel.CHUNK != 0 || units < FEWEST_UNITS) {
            throw new IllegalArgumentException("Tiles take an even number of inputs and at least " + FEWEST_UNITS
                    + " units, not " + inputs + " and " + units + ".");
        }
        this.inputs = inputs;
        this.units = units;
        this.xPitch = xPitch;
        this.yPitch = yPitch;
        this.lowest = rectifier.lowest();
        this.highest = rectifier.highest();
        this.unitsPerBlock = units < MicroKernel.mostFilters() ? LANES.length() : MicroKernel.mostFilters();
        this.blocks = (units + unitsPerBlock - 1) / unitsPerBlock;
        this.taps = new int[inputs / MicroKernel.CHUNK];
        for (int tap = 0; tap < taps.length; tap++) {
            taps[tap] = panelAt(0, tap * MicroKernel.CHUNK);
        }
        this.images = new MacroKernel.Rows(1, yPitch, yPitch);
        this.imagesOfABlock = new MacroKernel.Rows(1, unitsPerBlock, unitsPerBlock);
        // A tile at the end may read beyond the last image.
        this.tileAt = panelAt(0, inputs + MicroKernel.PITCH - 1) + MicroKernel.WIDEST * MicroKernel.PITCH;
        this.blockAt = tileAt + MicroKernel.WIDEST * unitsPerBlock;
    }

    /** Where an input of an image stands in a panel. */
    private static int panelAt(int image, int input) {
        return (input / MicroKernel.PITCH * IMAGES + image) * MicroKernel.PITCH + input % MicroKernel.PITCH;
    }

    @Override
    public final int units() {
        return units;
    }

    @Override
    public final int scratch() {
        return blockAt + (IMAGES + MicroKernel.WIDE) * unitsPerBlock;
    }

    @Override
    public final int packedWeights() {
        return Math.addExact(Panel.FIRST, Math.multiplyExact(blocks * unitsPerBlock, inputs));
    }

    @Override
    public final int packedBias() {
        return blocks * unitsPerBlock;
    }

    @Override
    public final void packWeights(float[] weights, float[] packed) {
        for (int unit = 0; unit < units; unit++) {
            int at = weightsAt(unit / unitsPerBlock) + unit % unitsPerBlock;
            for (int input = 0; input < inputs; input++) {
                packed[at + input * unitsPerBlock] = weights[unit * inputs + input];
            }
        }
    }

    private int weightsAt(int block) {
        return Panel.FIRST + block * inputs * unitsPerBlock;
    }

    /** Applies the activation in place, for {@code count} values; nothing where the sums' bounds do it. */
    protected void activate(float[] y, int at, int count) {}

    /** A block belongs to the range that has its first unit. */
    @Override
    public final void forward(
            float[] x,
            float[] w,
            float[] b,
            float[] y,
            int images,
            int fromUnit,
            int toUnit,
            float[] scratch,
            int scratchAt) {
        int from = (fromUnit + unitsPerBlock - 1) / unitsPerBlock;
        int to = (toUnit + unitsPerBlock - 1) / unitsPerBlock;
        if (from == to) {
            return;
        }
        for (int image = 0; image < images; ) {
            int count = Math.min(IMAGES, images - image);
            if (count < FEWEST_IMAGES_OF_A_TILE) {
                oneImage(x, image * xPitch, w, b, y, image * yPitch, from, to, scratch, scratchAt);
                image++;
            } else {
                fill(x, image * xPitch, count, scratch, scratchAt);
                for (int block = from; block < to; block++) {
                    tiles(w, b, y, image * yPitch, count, block, scratch, scratchAt);
                }
                image += count;
            }
        }
        int first = from * unitsPerBlock;
        int count = Math.min(units, to * unitsPerBlock) - first;
        for (int image = 0; image < images; image++) {
            activate(y, image * yPitch + first, count);
        }
    }

    /** Copies images into a panel. */
    private void fill(float[] x, int xAt, int count, float[] panel, int at) {
        int whole = LANES.loopBound(inputs);
        for (int image = 0; image < count; image++) {
            int from = xAt + image * xPitch;
            for (int input = 0; input < whole; input += LANES.length()) {
                FloatVector.fromArray(LANES, x, from + input).intoArray(panel, at + panelAt(image, input));
            }
            for (int input = whole; input < inputs; input++) {
                panel[at + panelAt(image, input)] = x[from + input];
            }
        }
    }

    private void tiles(float[] w, float[] b, float[] y, int yAt, int count, int block, float[] scratch, int scratchAt) {
        int present = Math.min(unitsPerBlock, units - block * unitsPerBlock);
        boolean isWhole = present == unitsPerBlock;
        int wAt = weightsAt(block);
        MacroKernel.set(
                scratch,
                scratchAt,
                0,
                taps,
                w,
                wAt,
                weightsAt(block + 1),
                unitsPerBlock,
                b,
                block * unitsPerBlock,
                0,
                isWhole ? y : scratch,
                isWhole ? yAt + block * unitsPerBlock : scratchAt + blockAt,
                isWhole ? images : imagesOfABlock,
                count,
                lowest,
                highest,
                scratch,
                scratchAt + tileAt);
        for (int image = 0; image < count && !isWhole; image++) {
            int from = scratchAt + blockAt + image * unitsPerBlock;
            System.arraycopy(scratch, from, y, yAt + image * yPitch + block * unitsPerBlock, present);
        }
    }

    private void oneImage(
            float[] x,
            int xAt,
            float[] w,
            float[] b,
            float[] y,
            int yAt,
            int fromBlock,
            int toBlock,
            float[] scratch,
            int scratchAt) {
        int end = toBlock * unitsPerBlock;
        for (int unit = fromBlock * unitsPerBlock; unit < Math.min(units, end); ) {
            boolean isWide = unit + VECTORS * LANES.length() <= end;
            int count = isWide ? VECTORS * LANES.length() : LANES.length();
            int present = Math.min(count, units - unit);
            float[] to = present == count ? y : scratch;
            int at = present == count ? yAt + unit : scratchAt;
            if (isWide) {
                sums4(x, xAt, w, unit, b, to, at);
            } else {
                sums1(x, xAt, w, unit, b, to, at);
            }
            if (present < count) {
                System.arraycopy(scratch, scratchAt, y, yAt + unit, present);
            }
            unit += count;
        }
    }

    /** Where the weights of a vector of units begin. */
    private int vectorAt(int unit) {
        return weightsAt(unit / unitsPerBlock) + unit % unitsPerBlock;
    }

    /** Four vectors of units, whose weights may stand in several blocks. */
    private void sums4(float[] x, int xAt, float[] w, int unit, float[] b, float[] y, int yAt) {
        int w0 = vectorAt(unit);
        int w1 = vectorAt(unit + LANES.length());
        int w2 = vectorAt(unit + 2 * LANES.length());
        int w3 = vectorAt(unit + 3 * LANES.length());
        FloatVector s0 = FloatVector.fromArray(LANES, b, unit);
        FloatVector s1 = FloatVector.fromArray(LANES, b, unit + LANES.length());
        FloatVector s2 = FloatVector.fromArray(LANES, b, unit + 2 * LANES.length());
        FloatVector s3 = FloatVector.fromArray(LANES, b, unit + 3 * LANES.length());
        int step = unitsPerBlock;
        int at = 0;
        int input = xAt;
        do {
            FloatVector f = FloatVector.broadcast(LANES, x[input]);
            s0 = FloatVector.fromArray(LANES, w, w0 + at).fma(f, s0);
            s1 = FloatVector.fromArray(LANES, w, w1 + at).fma(f, s1);
            s2 = FloatVector.fromArray(LANES, w, w2 + at).fma(f, s2);
            s3 = FloatVector.fromArray(LANES, w, w3 + at).fma(f, s3);
            at += step;
            FloatVector g = FloatVector.broadcast(LANES, x[input + 1]);
            s0 = FloatVector.fromArray(LANES, w, w0 + at).fma(g, s0);
            s1 = FloatVector.fromArray(LANES, w, w1 + at).fma(g, s1);
            s2 = FloatVector.fromArray(LANES, w, w2 + at).fma(g, s2);
            s3 = FloatVector.fromArray(LANES, w, w3 + at).fma(g, s3);
            at += step;
            input += MicroKernel.CHUNK;
        } while (input < xAt + inputs);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        s0.blend(low, s0.compare(LE, low)).blend(high, s0.compare(GE, high)).intoArray(y, yAt);
        s1.blend(low, s1.compare(LE, low)).blend(high, s1.compare(GE, high)).intoArray(y, yAt + LANES.length());
        s2.blend(low, s2.compare(LE, low)).blend(high, s2.compare(GE, high)).intoArray(y, yAt + 2 * LANES.length());
        s3.blend(low, s3.compare(LE, low)).blend(high, s3.compare(GE, high)).intoArray(y, yAt + 3 * LANES.length());
    }

    private void sums1(float[] x, int xAt, float[] w, int unit, float[] b, float[] y, int yAt) {
        int wAt = vectorAt(unit);
        FloatVector sum = FloatVector.fromArray(LANES, b, unit);
        int input = 0;
        do {
            FloatVector f = FloatVector.broadcast(LANES, x[xAt + input]);
            sum = FloatVector.fromArray(LANES, w, wAt).fma(f, sum);
            wAt += unitsPerBlock;
        } while (++input < inputs);
        FloatVector low = FloatVector.broadcast(LANES, lowest);
        FloatVector high = FloatVector.broadcast(LANES, highest);
        sum.blend(low, sum.compare(LE, low)).blend(high, sum.compare(GE, high)).intoArray(y, yAt);
    }
}
