package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.ParameterDeclaration;
import espalier.processor.op.ParameterRole;
import espalier.processor.op.Shape;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code @Dense}: every unit reads every value; a map is flattened first. */
record DenseLayer(AnnotationSpec source, int units, boolean hasBias, Initialization init) implements Layer, Biased {

    static final LayerKind KIND = new LayerKind(
            "Dense",
            a -> new DenseLayer(
                    a.source(),
                    a.positive("units"),
                    a.source().flag("bias").value(),
                    Initialization.valueOf(a.source().text("init").value())));

    @Override
    public String kind() {
        return "Dense";
    }

    @Override
    public String suffix() {
        return "Dense";
    }

    @Override
    public Ownership ownership() {
        return Ownership.WEIGHTS;
    }

    @Override
    public Origin biasOrigin() {
        return source.originOf("bias");
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        List<Step> steps = new ArrayList<>(FlattenLayer.implicit(site.input()));
        Shape input = Shape.vector(Math.toIntExact(site.input().size()));
        Shape output = Shape.vector(units);
        long weights = Limits.times(units, input.channels());
        Culprit blame = new Culprit(source, "units");
        if (!Limits.fits(site, blame, "its weight", weights)
                || !Limits.fits(site, blame, "its result " + output, output, Padding.NONE)) {
            return Optional.empty();
        }
        List<ParameterDeclaration> parameters = new ArrayList<>();
        parameters.add(new ParameterDeclaration(
                site.parameterPrefix() + ".weight",
                ParameterRole.WEIGHT,
                List.of(units, input.channels()),
                init.resolve(site),
                input.channels(),
                units,
                true,
                weights));
        if (hasBias) {
            parameters.add(Biased.bias(site, units));
        }
        steps.add(new Step("", new Op.Dense(input, output, hasBias), parameters, weights, Reach.WHOLE));
        return Optional.of(Lowering.chain(site, steps));
    }
}
