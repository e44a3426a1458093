package espalier.processor.layer;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/** {@code @Activation}: an element-wise function. */
public record ActivationLayer(AnnotationSpec source, ActivationFunction function) implements Layer {

    static final LayerKind KIND = new LayerKind("Activation", ActivationLayer::read);

    private static ActivationLayer read(Attributes a) {
        ActivationKind kind = ActivationKind.valueOf(a.source().text("value").value());
        boolean hasAlpha = kind == ActivationKind.LEAKY_RELU || kind == ActivationKind.ELU;
        if (!a.source().isWritten("alpha")) {
            return usual(a.source(), kind);
        }
        double alpha = a.source().real("alpha").value();
        if (!hasAlpha) {
            a.report(a.problem(ProblemCode.ALPHA_UNUSED, a.source().originOf("alpha"), kind));
        } else if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
            a.outOfRange("alpha", "at least 0 and finite", "Usual are 0.01 for LEAKY_RELU and 1 for ELU.");
        }
        return new ActivationLayer(a.source(), new ActivationFunction(kind, alpha));
    }

    /** A function with its usual constant, if it has one. */
    static ActivationLayer usual(AnnotationSpec source, ActivationKind kind) {
        double alpha = kind == ActivationKind.LEAKY_RELU ? 0.01 : kind == ActivationKind.ELU ? 1 : 0;
        return new ActivationLayer(source, new ActivationFunction(kind, alpha));
    }

    /** A rectifier passes positive values on and holds back negative ones, for which He's initialisation is made. */
    @Override
    public boolean leadsToRectifier(boolean onwards) {
        return switch (function.kind()) {
            case RELU, LEAKY_RELU, RELU6 -> true;
            default -> false;
        };
    }

    @Override
    public String kind() {
        return switch (function.kind()) {
            case NONE -> "Identity";
            case RELU -> "ReLU";
            case LEAKY_RELU -> "LeakyReLU";
            case RELU6 -> "ReLU6";
            case TANH -> "Tanh";
            case SCALED_TANH -> "ScaledTanh";
            case SIGMOID -> "Sigmoid";
            case SWISH -> "Swish";
            case HARD_SWISH -> "HardSwish";
            case HARD_SIGMOID -> "HardSigmoid";
            case ELU -> "ELU";
            case GELU -> "GELU";
        };
    }

    @Override
    public String suffix() {
        return switch (function.kind()) {
            case RELU -> "Relu";
            case LEAKY_RELU -> "LeakyRelu";
            case RELU6 -> "Relu6";
            case ELU -> "Elu";
            case GELU -> "Gelu";
            default -> kind();
        };
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        return Optional.of(Lowering.of(site, Step.pointwise(new Op.Activation(site.input(), function))));
    }
}
