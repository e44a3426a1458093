package espalier.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.processor.op.ActivationFunction;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.Shape;
import espalier.processor.op.Window;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels that share a class: whatever their sizes, the class says the same. */
class SharedClassesTest {

    private static final ActivationFunction RELU = new ActivationFunction(ActivationKind.RELU, 0);

    static Stream<Named<Function<Layout, Kernel>>> kernels() {
        return Stream.of(
                kernel("BatchNorm", map -> new Kernel.BatchNorm(norm(map), RELU, map, bare(map), true)),
                kernel("Add", map -> new Kernel.Add(new Op.Add(map.shape(), 2), RELU, List.of(map, map), map, true)),
                kernel("Concat", SharedClassesTest::concat),
                kernel("Multiply", map -> new Kernel.Multiply(new Op.Multiply(map.shape()), map, map, map, true)),
                kernel("Scale", map -> new Kernel.Scale(new Op.Scale(map.shape()), map, pooled(map), map, true)),
                kernel(
                        "Activation",
                        map -> new Kernel.Activation(new Op.Activation(map.shape(), RELU), map, map, true)),
                kernel("Dropout", map -> new Kernel.Dropout(new Op.Dropout(map.shape(), rate(map)), map, map, true)),
                kernel(
                        "StochasticDepth",
                        map -> new Kernel.StochasticDepth(
                                new Op.StochasticDepth(map.shape(), rate(map)), map, map, true)),
                kernel("Import", map -> new Kernel.Import(map.shape(), map, true)),
                kernel("Export", map -> new Kernel.Export(map.shape(), map, true)),
                kernel(
                        "GlobalPool",
                        map -> new Kernel.GlobalPool(
                                new Op.GlobalPool(map.shape(), pooled(map).shape(), Op.PoolType.AVERAGE),
                                map,
                                pooled(map),
                                true)),
                kernel("Pool", SharedClassesTest::pool));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void saysTheSameWhateverTheSizes(Function<Layout, Kernel> kernel) {
        List<Layout> maps = List.of(
                Layout.of(Shape.map(16, 8, 8)),
                Layout.of(Shape.map(13, 5, 7)),
                new Layout(Shape.map(32, 4, 1), new Padding(1, 1, 1, 1)),
                new Layout(Shape.map(3, 1, 9), new Padding(0, 2, 0, 1)));
        for (Dialect dialect : Dialect.values()) {
            String first = source(kernel.apply(maps.get(0)), dialect);
            maps.forEach(map -> assertEquals(first, source(kernel.apply(map), dialect)));
        }
    }

    private static String source(Kernel kernel, Dialect dialect) {
        return CompiledKernels.source(new KernelClass("Tested", "tested", kernel, 1), dialect);
    }

    private static Named<Function<Layout, Kernel>> kernel(String name, Function<Layout, Kernel> kernel) {
        return Named.of(name, kernel);
    }

    private static Op.BatchNorm norm(Layout map) {
        return new Op.BatchNorm(map.shape(), 0.9, 1e-5);
    }

    private static double rate(Layout map) {
        return 0.1 + 0.01 * map.shape().channels();
    }

    private static Layout bare(Layout map) {
        return Layout.of(map.shape());
    }

    private static Layout pooled(Layout map) {
        return Layout.of(Shape.map(map.shape().channels(), 1, 1));
    }

    /** Of as many inputs as the map is high. */
    private static Kernel concat(Layout map) {
        Shape shape = map.shape();
        List<Layout> inputs = Stream.generate(() -> map).limit(shape.height()).toList();
        Shape y = Shape.map(shape.channels() * shape.height(), shape.height(), shape.width());
        return new Kernel.Concat(
                new Op.Concat(inputs.stream().map(Layout::shape).toList(), y), inputs, Layout.of(y), true);
    }

    private static Kernel pool(Layout map) {
        Window window = new Window(3, 3, 1, 1, 1, 1, new Padding(1, 1, 1, 1));
        return new Kernel.Pool(
                new Op.Pool(map.shape(), map.shape(), Op.PoolType.MAX, window, false), map, bare(map), true);
    }
}
