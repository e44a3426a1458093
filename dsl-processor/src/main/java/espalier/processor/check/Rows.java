package espalier.processor.check;

import espalier.processor.layer.Layer;
import espalier.processor.layer.LayerKind.Inputs;
import espalier.processor.layer.LayerKinds;
import espalier.processor.problem.ProblemCode;
import java.util.List;
import java.util.stream.IntStream;

/** Whether what a layer reads has a row for each image or for each region. */
final class Rows {

    private Rows() {}

    /** Whether all inputs have a row for each image, or all one for each region; otherwise that is reported. */
    static boolean agree(Layer layer, List<Value> inputs, CheckSite site) {
        List<Integer> ofRegions = IntStream.range(0, inputs.size())
                .filter(i -> inputs.get(i).isPerRegion())
                .boxed()
                .toList();
        if (ofRegions.isEmpty()) {
            return true;
        }
        String annotation = layer.source().type();
        String region = site.inputNames().get(ofRegions.get(0));
        if (ofRegions.size() < inputs.size()) {
            int image = IntStream.range(0, inputs.size())
                    .filter(i -> !ofRegions.contains(i))
                    .findFirst()
                    .getAsInt();
            site.report(site.problem(
                    ProblemCode.ROWS_DIFFER,
                    layer.source().origin(),
                    annotation,
                    region,
                    site.inputNames().get(image)));
            return false;
        }
        boolean takesRegions = LayerKinds.of(annotation)
                .filter(kind -> kind.inputs() == Inputs.ONE_AND_REGIONS)
                .isPresent();
        if (takesRegions) {
            site.report(
                    site.problem(ProblemCode.REGIONS_OF_REGIONS, layer.source().origin(), annotation, region));
        }
        return !takesRegions;
    }
}
