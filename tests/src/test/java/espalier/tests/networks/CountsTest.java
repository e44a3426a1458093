package espalier.tests.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.runtime.Summary;
import espalier.samples.catalog.SampleNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What published networks must count to: parameters, multiply-adds, buffers, and the first two of auxiliary heads. Each figure
 * was found by building the network layer by layer, in torchvision where it has the network and by plain arithmetic otherwise;
 * what is left out was not counted.
 */
class CountsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "LeNet5                 | 61_706        | 416_520          | 0         | 0           | 0",
                "LeNet5Classic          | 60_000        | 325_680          | 840       | 0           | 0",
                "AlexNet                | 60_965_224    | 724_406_816      | 0         | 0           | 0",
                "AlexNetTorchvision     | 61_100_840    | 714_188_480      | 0         | 0           | 0",
                "Vgg11                  | 132_863_336   | 7_609_090_048    | 0         | 0           | 0",
                "Vgg13                  | 133_047_848   | 11_308_466_176   | 0         | 0           | 0",
                "VggC                   | 133_638_952   | 11_770_888_192   | 0         | 0           | 0",
                "Vgg16                  | 138_357_544   | 15_470_264_320   | 0         | 0           | 0",
                "Vgg19                  | 143_667_240   | 19_632_062_464   | 0         | 0           | 0",
                "Vgg16BatchNorm         | 138_365_992   | 15_470_264_320   | 8_448     | 0           | 0",
                "GoogLeNet              | 6_998_552     | 1_582_671_872    | 0         | 6_379_728   | 8_372_224",
                "GoogLeNetTorchvision   | 6_624_904     | 1_498_376_192    |           | 6_379_984   |",
                "InceptionV3            | 23_834_568    | 5_713_216_096    |           | 3_326_696   |",
                "NinImageNet            | 7_595_176     | 1_100_188_800    | 0         | 0           | 0",
                "NinCifar10             | 966_986       | 222_486_528      | 0         | 0           | 0",
                "ResNet18               | 11_689_512    | 1_814_073_344    |           | 0           | 0",
                "ResNet34               | 21_797_672    | 3_663_761_408    |           | 0           | 0",
                "ResNet50               | 25_557_032    | 4_089_184_256    | 53_120    | 0           | 0",
                "ResNet101              | 44_549_160    | 7_801_405_440    | 105_344   | 0           | 0",
                "ResNet152              | 60_192_808    | 11_513_626_624   | 151_424   | 0           | 0",
                "ResNet50Published      | 25_557_032    | 3_857_973_248    | 53_120    | 0           | 0",
                "ResNet101Published     | 44_549_160    | 7_570_194_432    | 105_344   | 0           | 0",
                "ResNet152Published     | 60_192_808    | 11_282_415_616   | 151_424   | 0           | 0",
                "ResNet20               | 269_722       |                  |           | 0           | 0",
                "ResNet32               | 464_154       |                  |           | 0           | 0",
                "ResNet44               | 658_586       |                  |           | 0           | 0",
                "ResNet56               | 853_018       |                  |           | 0           | 0",
                "ResNet110              | 1_727_962     |                  |           | 0           | 0",
                "ResNeXt50              | 25_028_904    | 4_230_479_872    |           | 0           | 0",
                "SqueezeNet10           | 1_248_424     | 818_924_576      | 0         | 0           | 0",
                "SqueezeNet11           | 1_235_496     | 349_151_936      | 0         | 0           | 0",
                "MobileNetV1            | 4_231_976     | 568_740_352      | 21_888    | 0           | 0",
                "MobileNetV2            | 3_504_872     | 300_774_272      | 34_112    | 0           | 0",
                "MobileNetV3Small       | 2_542_856     | 56_510_400       |           | 0           | 0",
                "MobileNetV3Large       | 5_483_032     | 216_589_760      |           | 0           | 0",
                "EfficientNetB0         | 5_288_548     | 385_814_752      | 42_016    | 0           | 0",
                "DenseNet121            | 7_978_856     | 2_834_161_664    | 83_648    | 0           | 0",
                "SppNetZf5              | 77_037_672    | 1_255_333_888    | 0         | 0           | 0",
                "FastRcnn               | 119_976_041   | 119_967_744      | 0         | 0           | 0",
                "ContextNetwork         | 28_392        | 115_605_504      | 0         | 0           | 0",
            })
    void countsAsPublished(
            String name, String parameters, String macs, String buffers, String headParameters, String headMacs) {
        Summary summary = SampleNetworks.all().find(name).summary();
        assertCount("parameters", parameters, summary.parameters());
        assertCount("multiply-adds", macs, summary.macs());
        assertCount("buffers", buffers, summary.buffers());
        assertCount("parameters of the heads", headParameters, summary.auxiliaryParameters());
        assertCount("multiply-adds of the heads", headMacs, summary.auxiliaryMacs());
    }

    private static void assertCount(String what, String expected, long actual) {
        if (expected != null) {
            assertEquals(Long.parseLong(expected.replace("_", "")), actual, what);
        }
    }

    /** With the heads of GoogLeNet: 3,188,840 and 3,190,888 parameters. */
    @Test
    void headsCountApart() {
        Summary summary = SampleNetworks.all().find("GoogLeNet").summary();
        assertEquals(13_378_280, summary.parameters() + summary.auxiliaryParameters());
        assertEquals(1_591_044_096, summary.macs() + summary.auxiliaryMacs());
        assertEquals(3_188_840, parametersOf(summary, "head1"));
        assertEquals(3_190_888, parametersOf(summary, "head2"));
        Summary torchvision = SampleNetworks.all().find("GoogLeNetTorchvision").summary();
        assertEquals(13_004_888, torchvision.parameters() + torchvision.auxiliaryParameters());
    }

    private static long parametersOf(Summary summary, String layers) {
        return summary.layers().stream()
                .filter(layer -> layer.name().startsWith(layers))
                .mapToLong(Summary.Layer::parameters)
                .sum();
    }
}
