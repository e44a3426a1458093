package espalier.runtime.vector;

import espalier.runtime.kernel.Rectifier;
import espalier.runtime.kernel.WeightPacking;

/**
 * A 3x3 convolution of stride 1 whose forward pass and gradient of the input go by Winograd's minimal filtering, see
 * {@link WinogradTransform}; the gradient of the weights is direct. Thread-safe; calls at the same time need their own scratch
 * memory.
 */
public class WinogradConvolution extends TiledConvolution {

    private final Rectifier rectifier;
    private final WinogradProduct.Finish activation = this::activate;
    private final WinogradProduct forward;
    private final WinogradProduct backward;
    private final WeightPacking packing;

    /**
     * @param outputs of a tile in one direction: 2, or 4, which is faster on maps that are large enough and less exact
     * @param rectifier as for a {@link TiledConvolution}
     * @throws IllegalArgumentException if the geometry is not 3x3 with stride and dilation 1 in one group, or
     *     {@code outputs} neither 2 nor 4
     */
    @SuppressWarnings("this-escape") // javac takes the direct packing, a final value without a way back, for this
    protected WinogradConvolution(ConvolutionGeometry geometry, int outputs, Rectifier rectifier) {
        super(geometry, rectifier);
        if (!isPossible(geometry) || (outputs != 2 && outputs != 4)) {
            throw new IllegalArgumentException(
                    "F(" + outputs + "x" + outputs + ") is for 2x2 or 4x4 outputs of a 3x3 kernel of stride 1.");
        }
        this.rectifier = rectifier;
        WinogradTransform transform = outputs == 2 ? WinogradTransform.of2x2() : WinogradTransform.of4x4();
        int height = geometry.outputHeight();
        int width = geometry.outputWidth();
        // Windows reach into x's border, which is zero; dy's border need not be, so that it counts as being beyond the
        // map.
        this.forward = new WinogradProduct(
                transform,
                geometry.channels(),
                geometry.filters(),
                new WinogradProduct.Map(geometry.xOrigin(), geometry.xRowPitch(), height + 2, width + 2, 0, 0),
                new WinogradProduct.Map(geometry.yOrigin(), geometry.yRowPitch(), height, width, 0, 0));
        int firstPixel = geometry.xOrigin()
                + geometry.paddingTop() * geometry.xRowPitch()
                + geometry.paddingLeft() * geometry.channels();
        this.backward = new WinogradProduct(
                transform,
                geometry.filters(),
                geometry.channels(),
                new WinogradProduct.Map(
                        geometry.yOrigin(),
                        geometry.yRowPitch(),
                        height,
                        width,
                        2 - geometry.paddingTop(),
                        2 - geometry.paddingLeft()),
                new WinogradProduct.Map(
                        firstPixel, geometry.xRowPitch(), geometry.inputHeight(), geometry.inputWidth(), 0, 0));
        this.packing = new Packing(directPacking(), forward, backward);
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
                && geometry.channels() >= 16;
    }

    @Override
    public WeightPacking packing() {
        return packing;
    }

    @Override
    public int scratch() {
        return Math.max(super.scratch(), Math.max(forward.scratch(), backward.scratch()));
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
    public void backwardInput(float[] dy, int dyAt, float[] w, float[] dx, int dxAt, float[] scratch) {
        backward.add(dy, dyAt, w, dx, dxAt, scratch);
    }

    /** Transformed weights; gradients of weights as the direct convolution has them. */
    private record Packing(WeightPacking direct, WinogradProduct forward, WinogradProduct backward)
            implements WeightPacking {

        @Override
        public int packedWeights() {
            return forward.packedWeights();
        }

        @Override
        public int packedBias() {
            return direct.packedBias();
        }

        @Override
        public int packedForInputGradient() {
            return backward.packedWeights();
        }

        @Override
        public int packedWeightGradient() {
            return direct.packedWeightGradient();
        }

        @Override
        public void packWeights(float[] weights, float[] packed) {
            forward.pack(weights, false, packed);
        }

        @Override
        public void packBias(float[] bias, float[] packed) {
            direct.packBias(bias, packed);
        }

        @Override
        public void packForInputGradient(float[] weights, float[] packed) {
            backward.pack(weights, true, packed);
        }

        @Override
        public void unpackWeightGradient(float[] packed, float[] gradient) {
            direct.unpackWeightGradient(packed, gradient);
        }

        @Override
        public void unpackBiasGradient(float[] packed, float[] gradient) {
            direct.unpackBiasGradient(packed, gradient);
        }
    }
}
