package espalier.onnx;

import espalier.runtime.graph.Operation;

/** Activation functions; those that ONNX does not have, or only later, as a few operators. */
final class ActivationTranslation {

    private ActivationTranslation() {}

    static String translate(Operation.Activation activation, Site site) {
        String x = site.input().name();
        return switch (activation.kind()) {
            case RELU -> site.add("Relu", x).value();
            case LEAKY_RELU ->
                site.add("LeakyRelu", x).set("alpha", activation.alpha()).value();
            case RELU6 ->
                site.add("Clip", x, site.constant("min", 0), site.constant("max", 6))
                        .value();
            case TANH -> site.add("Tanh", x).value();
            case SCALED_TANH -> {
                String scaled =
                        site.add("Mul", x, site.constant("slope", 2.0 / 3)).value();
                String tanh = site.add("Tanh", scaled).value();
                yield site.add("Mul", tanh, site.constant("amplitude", 1.7159)).value();
            }
            case SIGMOID -> site.add("Sigmoid", x).value();
            case SWISH -> site.add("Mul", x, site.add("Sigmoid", x).value()).value();
            case HARD_SWISH -> site.add("Mul", x, hardSigmoid(x, site)).value();
            case HARD_SIGMOID -> hardSigmoid(x, site);
            case ELU -> site.add("Elu", x).set("alpha", activation.alpha()).value();
            case GELU -> gelu(x, site);
        };
    }

    private static String hardSigmoid(String x, Site site) {
        return site.add("HardSigmoid", x).set("alpha", 1.0 / 6).set("beta", 0.5).value();
    }

    /** x / 2 * (1 + erf(x / sqrt(2))). */
    private static String gelu(String x, Site site) {
        String erf = site.add(
                        "Erf",
                        site.add("Mul", x, site.constant("rootOfHalf", Math.sqrt(0.5)))
                                .value())
                .value();
        String onePlus = site.add("Add", erf, site.constant("one", 1)).value();
        String half = site.add("Mul", x, site.constant("half", 0.5)).value();
        return site.add("Mul", half, onePlus).value();
    }
}
