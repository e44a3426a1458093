package espalier.processor.layer;

import espalier.processor.op.Initializer;
import espalier.processor.op.Op;
import espalier.processor.op.ParameterDeclaration;
import espalier.processor.op.ParameterRole;
import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import java.util.Optional;

/** {@code @BatchNorm}: normalisation of each channel, or of each unit of a vector. */
public record BatchNormLayer(AnnotationSpec source, double momentum, double epsilon) implements Layer {

    static final LayerKind KIND = new LayerKind("BatchNorm", BatchNormLayer::read);

    /** Reads {@code momentum} and {@code epsilon}, which composites have as well. */
    static BatchNormLayer read(Attributes a) {
        double momentum = a.source().real("momentum").value();
        if (!(momentum >= 0 && momentum <= 1)) {
            a.outOfRange("momentum", "from 0 to 1", "It is the share of the old statistics that is kept, usually 0.9.");
        }
        double epsilon = a.source().real("epsilon").value();
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            a.outOfRange("epsilon", "greater than 0", "It keeps the division finite, usually 1e-5.");
        }
        return new BatchNormLayer(a.source(), momentum, epsilon);
    }

    @Override
    public String kind() {
        return "BatchNorm";
    }

    @Override
    public String suffix() {
        return "Bn";
    }

    @Override
    public Ownership ownership() {
        return Ownership.NORM;
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        int channels = site.input().channels();
        List<ParameterDeclaration> parameters = List.of(
                parameter(site, "weight", ParameterRole.SCALE, Initializer.ONES, channels, true),
                parameter(site, "bias", ParameterRole.SHIFT, Initializer.ZEROS, channels, true),
                parameter(site, "running_mean", ParameterRole.RUNNING_MEAN, Initializer.ZEROS, channels, false),
                parameter(site, "running_var", ParameterRole.RUNNING_VARIANCE, Initializer.ONES, channels, false));
        Op op = new Op.BatchNorm(site.input(), momentum, epsilon);
        return Optional.of(Lowering.of(site, new Step("", op, parameters, 0, Reach.POINT)));
    }

    private static ParameterDeclaration parameter(
            Site site, String name, ParameterRole role, Initializer initializer, int channels, boolean trainable) {
        return new ParameterDeclaration(
                site.parameterPrefix() + "." + name, role, List.of(channels), initializer, 1, 1, trainable, channels);
    }
}
