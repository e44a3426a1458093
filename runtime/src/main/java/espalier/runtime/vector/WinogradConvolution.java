package espalier.runtime.vector;

import espalier.runtime.kernel.Rectifier;
import espalier.runtime.kernel.WeightPacking;
import jdk.incubator.vector.VectorSpecies;

/**
 * A 3x3 convolution of stride 1 whose passes all go by Winograd's minimal filtering, see {@link WinogradTransform}.
 * Thread-safe; calls at the same time need their own scratch memory.
 */
public class WinogradConvolution extends VectorConvolution {

    private static final VectorSpecies<Float> LANES = Lanes.FLOATS;

    /** Channels and filters. */
    static final int LEAST = 16;

    private final WinogradProduct.Finish activation = this::activate;
    private final WinogradProduct forward;
    private final WinogradProduct backward;
    private final WinogradGradient gradient;
    private final WeightPacking packing;

    /**
     * @param outputs of a tile in one direction: 2, or 4, which is faster on maps that are large enough and less exact
     * @param rectifier as for a {@link TiledConvolution}
     * @throws IllegalArgumentException if the geometry is not 3x3 with stride and dilation 1 in one group of at least
     *     16 channels and filters, in multiples of 8, or {@code outputs} neither 2 nor 4
     */
    protected WinogradConvolution(ConvolutionGeometry geometry, int outputs, Rectifier rectifier) {
        super(geometry, rectifier);
        if (!isPossible(geometry) || (outputs != 2 && outputs != 4)) {
            throw new IllegalArgumentException(
                    "F(" + outputs + "x" + outputs + ") is for 2x2 or 4x4 outputs of a 3x3 kernel of stride 1.");
        }
        int channels = geometry.channels();
        int filters = geometry.filters();
        WinogradTransform transform = outputs == 2 ? WinogradTransform.of2x2() : WinogradTransform.of4x4();
        int height = geometry.outputHeight();
        int width = geometry.outputWidth();
        // Windows reach into x's border, which is zero; dy's border need not be, so that it counts as being beyond the
        // map.
        WinogradPatches.Map windows =
                new WinogradPatches.Map(geometry.xOrigin(), geometry.xRowPitch(), height + 2, width + 2, 0, 0);
        WinogradPatches.Map results =
                new WinogradPatches.Map(geometry.yOrigin(), geometry.yRowPitch(), height, width, 0, 0);
        int firstPixel =
                geometry.xOrigin() + geometry.paddingTop() * geometry.xRowPitch() + geometry.paddingLeft() * channels;
        WinogradPatches.Map inputs = new WinogradPatches.Map(
                firstPixel, geometry.xRowPitch(), geometry.inputHeight(), geometry.inputWidth(), 0, 0);
        WinogradPatches.Map seenByInputs = new WinogradPatches.Map(
                geometry.yOrigin(),
                geometry.yRowPitch(),
                height,
                width,
                2 - geometry.paddingTop(),
                2 - geometry.paddingLeft());
        this.forward = new WinogradProduct(transform, channels, filters, windows, results);
        this.backward = new WinogradProduct(transform, filters, channels, seenByInputs, inputs);
        this.gradient = new WinogradGradient(transform, channels, filters, windows, results);
        this.packing = new Packing(filters, forward, backward, gradient);
    }

    private static boolean isPossible(ConvolutionGeometry geometry) {
        return geometry.kernelHeight() == 3
                && geometry.kernelWidth() == 3
                && geometry.strideHeight() == 1
                && geometry.strideWidth() == 1
                && geometry.dilationHeight() == 1
                && geometry.dilationWidth() == 1
                && geometry.groups() == 1
                && geometry.paddingTop() <= 2
                && geometry.paddingLeft() <= 2
                && geometry.channels() >= LEAST
                && geometry.filters() >= LEAST
                && geometry.channels() % OuterProduct.CHANNELS == 0
                && geometry.filters() % OuterProduct.CHANNELS == 0;
    }

    @Override
    public WeightPacking packing() {
        return packing;
    }

    @Override
    public int scratch(int images) {
        return Math.max(gradient.scratch(), Math.max(forward.scratch(images), backward.scratch(images)));
    }

    /** Two strips of tiles, of which little of the last is empty. */
    @Override
    public int imagesAtOnce() {
        int perImage = gradient.tilesPerImage();
        return (2 * WinogradStrip.MOST_TILES + perImage - 1) / perImage;
    }

    @Override
    public int rows() {
        return forward.parts();
    }

    @Override
    public void forward(
            float[] x, int xAt, float[] w, float[] b, float[] y, int yAt, int fromRow, int toRow, float[] scratch) {
        forward.set(x, xAt, w, b, y, yAt, fromRow, toRow, rectifier, scratch, activation);
    }

    @Override
    public void forwardImages(
            float[] x,
            int xAt,
            int xPitch,
            float[] w,
            float[] b,
            float[] y,
            int yAt,
            int yPitch,
            int images,
            float[] scratch) {
        forward.set(x, xAt, xPitch, w, b, y, yAt, yPitch, images, rectifier, scratch, activation);
    }

    @Override
    public void backwardWeights(float[] x, int xAt, float[] dy, int dyAt, float[] dw, float[] db, float[] scratch) {
        backwardWeightsOfImages(x, xAt, 0, dy, dyAt, 0, 1, dw, db, scratch);
    }

    @Override
    public void backwardWeightsOfImages(
            float[] x,
            int xAt,
            int xPitch,
            float[] dy,
            int dyAt,
            int yPitch,
            int images,
            float[] dw,
            float[] db,
            float[] scratch) {
        gradient.add(x, xAt, xPitch, dy, dyAt, yPitch, images, dw, scratch);
        for (int image = 0; image < images; image++) {
            for (int i = 0; i < geometry.outputHeight(); i++) {
                int at = dyAt + image * yPitch + geometry.yOrigin() + i * geometry.yRowPitch();
                addPixels(dy, at, geometry.filters(), geometry.outputWidth(), geometry.filters(), db, 0);
            }
        }
    }

    @Override
    public void backwardInput(float[] dy, int dyAt, float[] w, float[] dx, int dxAt, float[] scratch) {
        backwardInputOfImages(dy, dyAt, 0, w, dx, dxAt, 0, 1, scratch);
    }

    @Override
    public void backwardInputOfImages(
            float[] dy,
            int dyAt,
            int yPitch,
            float[] w,
            float[] dx,
            int dxAt,
            int xPitch,
            int images,
            float[] scratch) {
        backward.add(dy, dyAt, yPitch, w, dx, dxAt, xPitch, images, scratch);
    }

    /** Transformed weights and gradients of weights; biases as they are. */
    private record Packing(int filters, WinogradProduct forward, WinogradProduct backward, WinogradGradient gradient)
            implements WeightPacking {

        @Override
        public int packedWeights() {
            return forward.packedWeights();
        }

        /** Whole vectors. */
        @Override
        public int packedBias() {
            return (filters + LANES.length() - 1) / LANES.length() * LANES.length();
        }

        @Override
        public int packedForInputGradient() {
            return backward.packedWeights();
        }

        @Override
        public int packedWeightGradient() {
            return gradient.packed();
        }

        @Override
        public void packWeights(float[] weights, float[] packed) {
            forward.pack(weights, false, packed);
        }

        @Override
        public void packBias(float[] bias, float[] packed) {
            System.arraycopy(bias, 0, packed, 0, filters);
        }

        @Override
        public void packForInputGradient(float[] weights, float[] packed) {
            backward.pack(weights, true, packed);
        }

        @Override
        public void unpackWeightGradient(float[] packed, float[] gradient) {
            this.gradient.unpack(packed, gradient);
        }

        @Override
        public void unpackBiasGradient(float[] packed, float[] gradient) {
            for (int filter = 0; filter < filters; filter++) {
                gradient[filter] += packed[filter];
            }
        }
    }
}
