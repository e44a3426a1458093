package espalier.processor.layer;

import java.util.List;
import java.util.Optional;

/** The list of layer kinds. */
public final class LayerKinds {

    private static final List<LayerKind> ALL = List.of(
            ConvLayer.KIND,
            DepthwiseLayer.KIND,
            PoolLayer.KIND,
            GlobalPoolLayer.KIND,
            AdaptivePoolLayer.KIND,
            SpatialPyramidLayer.KIND,
            UpsampleLayer.KIND,
            RoiPoolLayer.KIND,
            SubsampleLayer.KIND,
            DenseLayer.KIND,
            RbfLayer.KIND,
            BatchNormLayer.KIND,
            LrnLayer.KIND,
            ActivationLayer.KIND,
            DropoutLayer.KIND,
            StochasticDepthLayer.KIND,
            SoftmaxLayer.KIND,
            FlattenLayer.KIND,
            PadLayer.KIND,
            AddLayer.KIND,
            MultiplyLayer.KIND,
            ScaleLayer.KIND,
            ConcatLayer.KIND,
            ResidualLayer.KIND,
            InceptionLayer.KIND,
            FireLayer.KIND,
            InvertedResidualLayer.KIND,
            DenseBlockLayer.KIND,
            TransitionLayer.KIND);

    private LayerKinds() {}

    /** All kinds. */
    public static List<LayerKind> all() {
        return ALL;
    }

    /** The kind of that annotation; empty if it states no layer, as {@code Expect}. */
    public static Optional<LayerKind> of(String annotation) {
        return ALL.stream().filter(kind -> kind.annotation().equals(annotation)).findFirst();
    }
}
