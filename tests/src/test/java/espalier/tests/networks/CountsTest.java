package espalier.tests.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.runtime.Summary;
import espalier.samples.catalog.SampleNetworks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What published networks must count to: each figure was found by building the network layer by layer, in torchvision where
 * it has the network and by plain arithmetic otherwise.
 */
class CountsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "LeNet5         | 61_706      | 416_520        | 0",
                "LeNet5Classic  | 60_000      | 325_680        | 840",
                "Vgg11          | 132_863_336 | 7_609_090_048  | 0",
                "Vgg13          | 133_047_848 | 11_308_466_176 | 0",
                "VggC           | 133_638_952 | 11_770_888_192 | 0",
                "Vgg16          | 138_357_544 | 15_470_264_320 | 0",
                "Vgg19          | 143_667_240 | 19_632_062_464 | 0",
                "Vgg16BatchNorm | 138_365_992 | 15_470_264_320 | 8_448",
                "NinImageNet    | 7_595_176   | 1_100_188_800  | 0",
                "NinCifar10     | 966_986     | 222_486_528    | 0",
            })
    void parametersMultiplyAddsAndBuffers(String name, String parameters, String macs, String buffers) {
        Summary summary = SampleNetworks.all().find(name).summary();
        assertEquals(number(parameters), summary.parameters(), "parameters");
        assertEquals(number(macs), summary.macs(), "multiply-adds");
        assertEquals(number(buffers), summary.buffers(), "buffers");
    }

    private static long number(String text) {
        return Long.parseLong(text.replace("_", ""));
    }
}
