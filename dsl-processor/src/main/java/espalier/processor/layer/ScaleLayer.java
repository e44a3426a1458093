package espalier.processor.layer;

import espalier.processor.layer.LayerKind.Inputs;
import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/** {@code @Scale}: a map, each channel scaled by one value of its gate. */
record ScaleLayer(AnnotationSpec source) implements Layer {

    static final LayerKind KIND = new LayerKind("Scale", Inputs.TWO, a -> new ScaleLayer(a.source()));

    @Override
    public String kind() {
        return "Scale";
    }

    @Override
    public String suffix() {
        return "Scale";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Scale before the layer that makes a vector.")) {
            return Optional.empty();
        }
        Shape map = site.input();
        Shape gate = site.inputs().get(1);
        Shape expected = Shape.map(map.channels(), 1, 1);
        if (!gate.equals(expected)) {
            site.report(site.problem(
                            ProblemCode.GATE_SHAPE,
                            source.origin(),
                            site.inputNames().get(0),
                            map,
                            expected,
                            site.inputNames().get(1),
                            gate)
                    .with(site.partingPaths(0, 1))
                    .fixedBy(fix(map, gate)));
            return Optional.empty();
        }
        return Optional.of(Lowering.of(site, Step.pointwise(new Op.Scale(map))));
    }

    private static String fix(Shape map, Shape gate) {
        String gateOfMap = "@Conv(filters = " + map.channels() + ", kernel = 1)";
        if (gate.isVector()) {
            return "End the gate's path with " + gateOfMap + " in place of the layer that makes a vector.";
        }
        if (map.equals(Shape.map(gate.channels(), 1, 1))) {
            return "Name the map first and its gate second.";
        }
        return gate.channels() == map.channels()
                ? "Put @GlobalPool at the start of the gate's path."
                : "End the gate's path with " + gateOfMap + ".";
    }
}
