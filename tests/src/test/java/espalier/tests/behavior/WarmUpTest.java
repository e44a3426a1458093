package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.runtime.Dialect;
import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Regions;
import espalier.runtime.Tensor;
import espalier.tests.fixtures.RegionFixtures_PoolNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarmUpTest {

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void changesNothing(Dialect dialect) {
        Network network = LeNet5Network.create(NetworkOptions.defaults().withDialect(dialect));
        Tensor images = RandomData.images(1, 2, 1, 28, 28);
        float[] before = network.predict(images).data().clone();
        long version = network.parameters().version();

        network.warmUp();

        assertArrayEquals(before, network.predict(images).data());
        assertEquals(version, network.parameters().version());
    }

    @Test
    void networksThatReadRegionsWarmUpToo() {
        Network network = RegionFixtures_PoolNetwork.create();
        List<Integer> shape = network.inputShape();
        Tensor image = RandomData.images(1, 1, shape.get(0), shape.get(1), shape.get(2));
        Regions regions = Regions.inOneImage(0, 0, 2, 2);
        float[] before = network.predict(image, regions).data().clone();

        network.warmUp();

        assertArrayEquals(before, network.predict(image, regions).data());
    }
}
