package espalier.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ParametersTest {

    private static Parameters lenet() {
        return Parameters.of(List.of(
                Parameter.trainable("c1.weight", Initializer.HE_NORMAL, 25, 150, 6, 1, 5, 5),
                Parameter.trainable("c1.bias", Initializer.ZEROS, 25, 150, 6),
                Parameter.trainable("f6.weight", Initializer.XAVIER_UNIFORM, 120, 84, 84, 120),
                Parameter.buffer("c1.bn.running_var", Initializer.ONES, 6),
                Parameter.fixed("rbf.prototypes", new float[] {1, -1, -1, 1}, 2, 2)));
    }

    @Test
    void countsTrainableValuesAndBuffersApart() {
        Parameters parameters = lenet();
        assertEquals(150 + 6 + 84 * 120, parameters.count());
        assertEquals(10, parameters.bufferCount());
        assertEquals(3, parameters.trainable().size());
        assertEquals(5, parameters.list().size());
    }

    @Test
    void initialisesByRule() {
        Parameters parameters = lenet();
        parameters.initialize(1);
        assertArrayEquals(new float[6], parameters.get("c1.bias").value().data());
        assertArrayEquals(
                new float[] {1, 1, 1, 1, 1, 1},
                parameters.get("c1.bn.running_var").value().data());
        assertArrayEquals(
                new float[] {1, -1, -1, 1},
                parameters.get("rbf.prototypes").value().data());
        double bound = Math.sqrt(6.0 / (120 + 84));
        float largest = 0;
        for (float value : parameters.get("f6.weight").value().data()) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest <= bound && largest > 0.99 * bound, "largest " + largest + " of " + bound);
    }

    @Test
    void aParametersValuesDependOnSeedAndNameAlone() {
        Parameters all = lenet();
        Parameters alone =
                Parameters.of(List.of(Parameter.trainable("f6.weight", Initializer.XAVIER_UNIFORM, 120, 84, 84, 120)));
        all.initialize(7);
        alone.initialize(7);
        assertTrue(
                all.get("f6.weight").value().sameValues(alone.get("f6.weight").value()));
        alone.initialize(8);
        assertFalse(
                all.get("f6.weight").value().sameValues(alone.get("f6.weight").value()));
    }

    @Test
    void namesTheNearestParameter() {
        assertMessage(
                "There is no parameter called c1.wieght. Did you mean c1.weight?", () -> lenet().get("c1.wieght"));
        assertMessage("There is no parameter called xyz.", () -> lenet().get("xyz"));
        assertMessage(
                "There is no gradient called c1.bn.running_var.",
                () -> Gradients.of(lenet()).get("c1.bn.running_var"));
        Parameter one = Parameter.buffer("a", Initializer.ZEROS, 1);
        assertMessage("Two parameters are called a.", () -> Parameters.of(List.of(one, one)));
    }

    @Test
    void refusesImpossibleDeclarations() {
        assertMessage(
                "w: HE_NORMAL needs a fan-in and a fan-out of at least 1, not 0 and 1.",
                () -> Parameter.trainable("w", Initializer.HE_NORMAL, 0, 1, 3));
        assertMessage("w: fixed values are not trained.", () -> Parameter.trainable("w", Initializer.FIXED, 1, 1, 3));
        assertMessage(
                "m: a buffer starts as ZEROS or ONES, not HE_NORMAL.",
                () -> Parameter.buffer("m", Initializer.HE_NORMAL, 3));
    }

    @Test
    void unconnectedKernelsDoNotExist() {
        Parameter weight = Parameter.trainable("c3.weight", Initializer.LECUN_NORMAL, 18, 18, 2, 3, 3, 3)
                .withConnections(new int[][] {{0, 1}, {2}});
        assertEquals(27, weight.count());
        Parameters parameters = Parameters.of(List.of(weight));
        parameters.initialize(3);
        for (int filter = 0; filter < 2; filter++) {
            for (int map = 0; map < 3; map++) {
                boolean connected = filter == 0 ? map < 2 : map == 2;
                assertEquals(connected, weight.value().get(filter, map, 1, 1) != 0, filter + "," + map);
            }
        }
        Tensor full = Tensor.zeros(2, 3, 3, 3).fill(0.5f);
        assertMessage(
                "c3.weight: filter 0 is not connected to map 2, but a weight of 0.5 was given; are these weights of a "
                        + "fully connected layer?",
                () -> parameters.load(Map.of("c3.weight", full)));
        assertMessage(
                "c3.weight: filter 1 is connected to map 3, but there are maps 0 to 2.",
                () -> weight.withConnections(new int[][] {{0}, {3}}));
        assertMessage(
                "c3.weight: a table of 1 filters does not fit a weight of 2x3x3x3.",
                () -> weight.withConnections(new int[][] {{0}}));
    }

    @Test
    void loadsAllOrNothing() {
        Parameters source = lenet();
        source.initialize(1);
        Parameters target = lenet();
        target.initialize(2);
        Map<String, Tensor> values = new HashMap<>();
        source.list().forEach(parameter -> values.put(parameter.name(), parameter.value()));
        values.put("c1.bn.num_batches_tracked", Tensor.zeros());

        Map<String, Tensor> bad = new HashMap<>(values);
        bad.put("rbf.prototypes", Tensor.zeros(2, 3));
        long version = target.version();
        float before = target.get("c1.weight").value().data()[0];
        assertMessage(
                "rbf.prototypes is 2x2, but 2x3 was given; are these weights of another network?",
                () -> target.load(bad));
        bad.remove("rbf.prototypes");
        assertMessage("There are no values for rbf.prototypes, which is 2x2.", () -> target.load(bad));
        values.put("f6.weigth", Tensor.zeros(1));
        assertMessage(
                "The network has no parameter called f6.weigth. Did you mean f6.weight?", () -> target.load(values));
        values.remove("f6.weigth");
        assertEquals(before, target.get("c1.weight").value().data()[0]);
        assertEquals(version, target.version());

        target.load(values);
        assertTrue(target.get("c1.weight")
                .value()
                .sameValues(source.get("c1.weight").value()));
        assertTrue(target.version() > version);
    }

    @Test
    void gradientsAreAlignedWithTrainableParameters() {
        Parameters parameters = lenet();
        Gradients gradients = Gradients.of(parameters);
        assertEquals(List.of("c1.weight", "c1.bias", "f6.weight"), gradients.names());
        gradients.get("c1.bias").fill(2);
        assertEquals(2 * Math.sqrt(6), gradients.norm(), 1e-6);
        assertEquals(2 * Math.sqrt(6), gradients.clipNorm(1), 1e-6);
        assertEquals(1, gradients.norm(), 1e-6);
        assertTrue(gradients.firstNotFinite().isEmpty());
        gradients.get("c1.bias").set(Float.NaN, 3);
        assertEquals("c1.bias", gradients.firstNotFinite().orElseThrow());
        gradients.clear();
        assertEquals(0, gradients.norm());
        assertMessage("The largest norm must be above 0, not 0.0.", () -> gradients.clipNorm(0));
    }

    private static void assertMessage(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void severalThreadsInitialiseToTheSameBits() {
        Parameters alone = lenet();
        alone.initialize(5);
        for (int threads : new int[] {1, 3}) {
            Parameters together = lenet();
            AtomicInteger meanwhile = new AtomicInteger();
            long before = together.version();
            try (Workers workers = Workers.of(threads)) {
                together.initialize(5, workers, meanwhile::incrementAndGet);
            }
            for (Parameter parameter : alone.list()) {
                assertArrayEquals(
                        parameter.value().data(),
                        together.get(parameter.name()).value().data(),
                        parameter.name());
            }
            assertEquals(1, meanwhile.get());
            assertTrue(together.version() != before);
        }
    }
}
