package espalier.benchmarks.networks;

import java.util.List;
import java.util.Optional;

/**
 * A contender as the parent process sees it.
 *
 * @param id as on the command line
 * @param label as in the tables
 * @param className of its {@link espalier.benchmarks.contender.Contender}
 * @param module the folder below {@code benchmarks} in which it was built; empty for that folder itself
 * @param peer whether it is what Espalier is compared with
 */
record Entrant(String id, String label, String className, String module, boolean peer) {

    /** Espalier as it runs by default, to which everything is compared. */
    static final Entrant ESPALIER =
            new Entrant("espalier", "Espalier", "espalier.benchmarks.contender.EspalierContender", "", false);

    /** Espalier's plain loops. */
    static final Entrant SCALAR = new Entrant(
            "scalar", "Espalier, scalar", "espalier.benchmarks.contender.EspalierContender$Scalar", "", false);

    /** ONNX Runtime. */
    static final Entrant ONNX_RUNTIME = new Entrant(
            "onnxruntime",
            "ONNX Runtime",
            "espalier.benchmarks.onnxruntime.OnnxRuntimeContender",
            "peers/onnxruntime",
            true);

    private static final List<Entrant> ALL = List.of(
            ESPALIER,
            SCALAR,
            ONNX_RUNTIME,
            new Entrant("djl", "PyTorch (DJL)", "espalier.benchmarks.djl.DjlContender", "peers/djl", true),
            new Entrant(
                    "deeplearning4j",
                    "Deeplearning4j",
                    "espalier.benchmarks.deeplearning4j.Deeplearning4jContender",
                    "peers/deeplearning4j",
                    true));

    static List<Entrant> all() {
        return ALL;
    }

    static Optional<Entrant> find(String id) {
        return ALL.stream().filter(entrant -> entrant.id.equals(id)).findFirst();
    }
}
