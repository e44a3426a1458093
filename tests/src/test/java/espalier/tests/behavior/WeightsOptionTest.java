package espalier.tests.behavior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Network;
import espalier.runtime.NetworkOptions;
import espalier.runtime.Parameter;
import espalier.runtime.Workers;
import espalier.runtime.io.Safetensors;
import espalier.runtime.io.UnreadableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsOptionTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aNetworkIsCreatedWithTheWeightsOfAFile(int threads) throws IOException {
        Network saved = MixedNetwork.create(NetworkOptions.defaults().withSeed(3));
        Path file = folder.resolve("w.safetensors");
        Safetensors.save(file, saved.parameters(), Map.of());
        try (Workers workers = Workers.of(threads)) {
            Network created = MixedNetwork.create(
                    NetworkOptions.defaults().withWorkers(workers).withWeights(file));
            for (Parameter parameter : saved.parameters().list()) {
                assertTrue(parameter
                        .value()
                        .sameValues(created.parameters().get(parameter.name()).value()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aFileOfAnotherNetworkIsRefusedInASentence(int threads) throws IOException {
        Path file = folder.resolve("w.safetensors");
        Safetensors.save(file, LeNet5Network.create().parameters(), Map.of());
        try (Workers workers = Workers.of(threads)) {
            NetworkOptions options = NetworkOptions.defaults().withWorkers(workers);
            UncheckedIOException other =
                    assertThrows(UncheckedIOException.class, () -> MixedNetwork.create(options.withWeights(file)));
            assertInstanceOf(UnreadableFileException.class, other.getCause());
            assertEquals(other.getCause().getMessage(), other.getMessage());
            assertTrue(
                    other.getMessage().startsWith(file + ": The network has no parameter called "), other::getMessage);

            Path missing = folder.resolve("none.safetensors");
            UncheckedIOException none =
                    assertThrows(UncheckedIOException.class, () -> MixedNetwork.create(options.withWeights(missing)));
            assertTrue(none.getMessage().contains("none.safetensors"), none::getMessage);

            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 500));
            UncheckedIOException cut =
                    assertThrows(UncheckedIOException.class, () -> LeNet5Network.create(options.withWeights(file)));
            assertTrue(cut.getMessage().contains("cut off"), cut::getMessage);
        }
    }
}
