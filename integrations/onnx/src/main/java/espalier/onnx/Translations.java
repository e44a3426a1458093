package espalier.onnx;

import espalier.runtime.graph.Operation;
import espalier.runtime.graph.ParameterRole;
import espalier.runtime.graph.PoolType;
import espalier.runtime.graph.Window;
import java.util.List;
import java.util.Map;

/** Finds the translation of an operation: one line a kind. */
final class Translations {

    private static final Map<Class<? extends Operation>, Translation<Operation>> ALL = Map.ofEntries(
            entry(Operation.Convolution.class, Translations::convolution),
            entry(Operation.Pool.class, PoolTranslation::pool),
            entry(
                    Operation.GlobalPool.class,
                    (pool, site) -> site.add(
                                    pool.type() == PoolType.MAX ? "GlobalMaxPool" : "GlobalAveragePool",
                                    site.input().name())
                            .value()),
            entry(Operation.AdaptivePool.class, AdaptivePoolTranslation::translate),
            entry(Operation.RoiPool.class, Translations::roiPool),
            entry(Operation.Upsample.class, Translations::upsample),
            entry(Operation.Subsample.class, PoolTranslation::subsample),
            entry(Operation.Dense.class, Translations::dense),
            entry(Operation.Rbf.class, Translations::rbf),
            entry(Operation.Activation.class, ActivationTranslation::translate),
            entry(Operation.Dropout.class, (dropout, site) -> site.input().name()),
            entry(Operation.StochasticDepth.class, (depth, site) -> site.input().name()),
            entry(Operation.BatchNorm.class, Translations::batchNorm),
            entry(Operation.Lrn.class, Translations::lrn),
            entry(
                    Operation.Softmax.class,
                    (softmax, site) -> site.add("Softmax", site.input().name())
                            .set("axis", 1)
                            .value()),
            entry(
                    Operation.Flatten.class,
                    (flatten, site) -> site.add("Flatten", site.input().name())
                            .set("axis", 1)
                            .value()),
            entry(Operation.Pad.class, Translations::pad),
            entry(
                    Operation.Add.class,
                    (add, site) -> site.add("Sum", site.inputs()).value()),
            entry(
                    Operation.Multiply.class,
                    (multiply, site) -> site.add("Mul", site.inputs()).value()),
            entry(
                    Operation.Scale.class,
                    (scale, site) -> site.add("Mul", site.inputs()).value()),
            entry(Operation.IdentityShortcut.class, Translations::identityShortcut),
            entry(
                    Operation.Concat.class,
                    (concat, site) ->
                            site.add("Concat", site.inputs()).set("axis", 1).value()));

    private Translations() {}

    static String translate(Operation operation, Site site) {
        Translation<Operation> translation = ALL.get(operation.getClass());
        if (translation == null) {
            throw new OnnxExportException(site.name() + " cannot be exported: there is no translation of "
                    + operation.getClass().getSimpleName() + " to ONNX.");
        }
        return translation.translate(operation, site);
    }

    /** Whether there is a line for the operation. */
    static boolean translates(Class<?> operation) {
        return ALL.containsKey(operation);
    }

    private static <O extends Operation> Map.Entry<Class<? extends Operation>, Translation<Operation>> entry(
            Class<O> type, Translation<O> translation) {
        return Map.entry(type, (operation, site) -> translation.translate(type.cast(operation), site));
    }

    private static String convolution(Operation.Convolution convolution, Site site) {
        Window window = convolution.window();
        return site.add("Conv", withWeights(site))
                .setAll("kernel_shape", window.height(), window.width())
                .setAll("strides", window.strideHeight(), window.strideWidth())
                .setAll("dilations", window.dilationHeight(), window.dilationWidth())
                .setAll(
                        "pads",
                        window.padding().top(),
                        window.padding().left(),
                        window.padding().bottom(),
                        window.padding().right())
                .set("group", convolution.groups())
                .value();
    }

    private static String dense(Operation.Dense dense, Site site) {
        return site.add("Gemm", withWeights(site)).set("transB", 1).value();
    }

    /** The input, the weight and, if there is one, the bias. */
    private static String[] withWeights(Site site) {
        String input = site.input().name();
        String weight = site.parameter(ParameterRole.WEIGHT).orElseThrow();
        return site.parameter(ParameterRole.BIAS)
                .map(bias -> new String[] {input, weight, bias})
                .orElseGet(() -> new String[] {input, weight});
    }

    /** N,1,in minus units,in is N,units,in; its squares are summed over in. */
    private static String rbf(Operation.Rbf rbf, Site site) {
        String row = site.add("Unsqueeze", site.input().name(), site.integers("axes", 1))
                .value();
        String prototypes = site.parameter(ParameterRole.PROTOTYPES).orElseThrow();
        String difference = site.add("Sub", row, prototypes).value();
        String squares = site.add("Mul", difference, difference).value();
        return site.add("ReduceSum", squares, site.integers("axes", 2))
                .set("keepdims", 0)
                .value();
    }

    private static String batchNorm(Operation.BatchNorm norm, Site site) {
        return site.add(
                        "BatchNormalization",
                        site.input().name(),
                        site.parameter(ParameterRole.SCALE).orElseThrow(),
                        site.parameter(ParameterRole.SHIFT).orElseThrow(),
                        site.parameter(ParameterRole.RUNNING_MEAN).orElseThrow(),
                        site.parameter(ParameterRole.RUNNING_VARIANCE).orElseThrow())
                .set("epsilon", norm.epsilon())
                .set("momentum", norm.momentum())
                .value();
    }

    private static String lrn(Operation.Lrn lrn, Site site) {
        return site.add("LRN", site.input().name())
                .set("size", lrn.size())
                .set("alpha", lrn.alpha())
                .set("beta", lrn.beta())
                .set("bias", lrn.k())
                .value();
    }

    private static String roiPool(Operation.RoiPool pool, Site site) {
        return site.add("MaxRoiPool", site.input().name(), ModelGraph.REGIONS)
                .setAll("pooled_shape", site.shape().get(1), site.shape().get(2))
                .set("spatial_scale", pool.scale())
                .value();
    }

    private static String upsample(Operation.Upsample upsample, Site site) {
        String noRegion = "";
        return site.add(
                        "Resize",
                        site.input().name(),
                        noRegion,
                        site.constants("scales", 1, 1, upsample.factorHeight(), upsample.factorWidth()))
                .set(
                        "mode",
                        switch (upsample.mode()) {
                            case NEAREST -> "nearest";
                            case BILINEAR -> "linear";
                        })
                .set("coordinate_transformation_mode", "half_pixel")
                .value();
    }

    private static String pad(Operation.Pad pad, Site site) {
        return site.add(
                        "Pad",
                        site.input().name(),
                        site.integers(
                                "pads",
                                0,
                                0,
                                pad.padding().top(),
                                pad.padding().left(),
                                0,
                                0,
                                pad.padding().bottom(),
                                pad.padding().right()))
                .set("mode", "constant")
                .value();
    }

    private static String identityShortcut(Operation.IdentityShortcut shortcut, Site site) {
        List<Integer> from = site.input().shape();
        int zeros = site.shape().get(0) - from.get(0);
        int before = zeros / 2;
        String sliced = site.add(
                        "Slice",
                        site.input().name(),
                        site.integers("starts", 0, 0),
                        site.integers("ends", from.get(1), from.get(2)),
                        site.integers("axes", 2, 3),
                        site.integers("steps", shortcut.strideHeight(), shortcut.strideWidth()))
                .value();
        return site.add("Pad", sliced, site.integers("pads", 0, before, 0, 0, 0, zeros - before, 0, 0))
                .set("mode", "constant")
                .value();
    }
}
