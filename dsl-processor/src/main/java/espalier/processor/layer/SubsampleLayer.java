package espalier.processor.layer;

import espalier.processor.op.Initializer;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.ParameterDeclaration;
import espalier.processor.op.ParameterRole;
import espalier.processor.op.Shape;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.Optional;

/**
 * {@code @Subsample}: LeNet-5's subsampling with a trainable weight and bias a map. The weight starts uniform with a
 * variance of 1 / (values a window), in the spirit of the paper's +-2.4 / fan-in (LeCun et al. 1998, appendix A).
 */
record SubsampleLayer(AnnotationSpec source, Sliding sliding) implements Layer {

    static final LayerKind KIND = new LayerKind("Subsample", a -> {
        Size size = a.size("size");
        Size dense = Size.one(a.source().origin());
        return new SubsampleLayer(
                a.source(), new Sliding(size, size, dense, Padding.NONE, PaddingMode.EXPLICIT, false));
    });

    @Override
    public String kind() {
        return "Subsample " + sliding.size();
    }

    @Override
    public String suffix() {
        return "Subsample";
    }

    @Override
    public Ownership ownership() {
        return Ownership.WEIGHTS;
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Subsample before the layer that makes a vector.")) {
            return Optional.empty();
        }
        Shape input = site.input();
        return sliding.over(input, site, source).map(slid -> {
            Shape output = Shape.map(input.channels(), slid.height(), slid.width());
            ParameterDeclaration weight = new ParameterDeclaration(
                    site.parameterPrefix() + ".weight",
                    ParameterRole.WEIGHT,
                    List.of(input.channels()),
                    Initializer.LECUN_UNIFORM,
                    (long) slid.window().height() * slid.window().width(),
                    1,
                    true,
                    input.channels());
            Op op = new Op.Subsample(
                    input, output, slid.window().height(), slid.window().width());
            List<ParameterDeclaration> parameters = List.of(weight, Biased.bias(site, input.channels()));
            return Lowering.of(site, new Step("", op, parameters, 0, Reach.of(slid.window())));
        });
    }
}
