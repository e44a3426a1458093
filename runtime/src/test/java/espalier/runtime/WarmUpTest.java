package espalier.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    @Test
    void predictsOneImageAgainAndAgain() {
        AtomicInteger predictions = new AtomicInteger();
        Network network = (Network) Proxy.newProxyInstance(
                Network.class.getClassLoader(), new Class<?>[] {Network.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "inputShape" -> {
                            return List.of(3, 5, 7);
                        }
                        case "takesRegions" -> {
                            return false;
                        }
                        case "predict" -> {
                            Tensor images = (Tensor) arguments[0];
                            assertArrayEquals(new int[] {1, 3, 5, 7}, images.shape());
                            predictions.incrementAndGet();
                            return images;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                });

        WarmUp.run(network);

        assertTrue(predictions.get() > 20, predictions + " predictions");
    }
}
