package espalier.runtime.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import espalier.runtime.Initializer;
import espalier.runtime.Parameter;
import espalier.runtime.Parameters;
import espalier.runtime.RandomStream;
import espalier.runtime.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("c1.weight", random(3, 2, 5, 5));
        tensors.put("empty", Tensor.zeros(0, 4));
        tensors.put("scalar", Tensor.of(new float[] {-0f}));
        tensors.put("odd \"name\"\\\n é", Tensor.of(new float[] {Float.NaN, Float.NEGATIVE_INFINITY}, 2));
        tensors.put("large", random(300, 301));
        Path file = folder.resolve("w.safetensors");
        new Safetensors(tensors, Map.of("network", "LeNet5")).write(file);

        Safetensors read = Safetensors.read(file);
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.tensors().keySet()));
        tensors.forEach(
                (name, tensor) -> assertTrue(tensor.sameValues(read.tensors().get(name)), name));
        assertEquals(Map.of("network", "LeNet5"), read.metadata());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0, bytes.getLong(0) % 8, "the values begin at a multiple of 8");
        assertEquals(List.of("w.safetensors"), names());
    }

    @Test
    void readsAFileAsOthersWriteIt() throws IOException {
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"half\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},"
                + "\"brain\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]},"
                + "\"double\":{\"dtype\":\"F64\",\"shape\":[1,1],\"data_offsets\":[12,20]},"
                + "\"bn.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[20,28]},"
                + "\"single\":{\"shape\":[],\"data_offsets\":[28,32],\"dtype\":\"F32\"}}";
        ByteBuffer data = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) 0x3c00)
                .putShort((short) 0xc000)
                .putShort((short) 0x0001)
                .putShort((short) 0xfc00);
        data.putShort((short) 0x3f80).putShort((short) 0xc020);
        data.putDouble(0.1).putLong(77).putFloat(2.5f);
        Safetensors read = Safetensors.read(file(header, data.array()));
        assertArrayEquals(
                new float[] {1, -2, 0x1p-24f, Float.NEGATIVE_INFINITY},
                read.tensors().get("half").data());
        assertArrayEquals(new float[] {1, -2.5f}, read.tensors().get("brain").data());
        assertEquals(0.1f, read.tensors().get("double").get(0, 0));
        assertEquals(2.5f, read.tensors().get("single").get());
        assertEquals(4, read.tensors().size());
        assertEquals(Map.of("format", "pt"), read.metadata());
    }

    /** Header, bytes of data, what the message says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}} | 8 | a has the type I64, but only F32, F64, F16 and BF16 can be read.",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4 | a is 2 of F32, which takes 8 bytes, but the file gives it 4.",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 4 | the tensors take 8 bytes, but the file holds 4 after its header; it is cut off.",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 8 | the tensors take 4 bytes, but the file holds 8 after its header.",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}} | 6 | b begins at byte 2 of the data, but a ends at byte 4.",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | a begins at byte 4 of the data, but the start of the data ends at byte 0.",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | 8 | a has data_offsets [4, 0], which are not a begin and an end.",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}} | 8 | the header is not a safetensors header: it has unexpected '-' at character 48.",
                "{'a':{'dtype':'F32','shape':[99999999999],'data_offsets':[0,4]}} | 4 | a has the shape [99999999999], which exceeds what a Java array holds.",
                "{'a':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,4]}} | 4 | a has the shape [65536, 65536], which exceeds what a Java array holds.",
                "{'a':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}} | 4 | a has a shape that is not a list of whole numbers.",
                "{'a':{'dtype':5,'shape':[1],'data_offsets':[0,4]}} | 4 | a has a dtype that is not a string.",
                "{'a':{'dtype':'F32','shape':[1]}} | 4 | a must have dtype, shape and data_offsets, but has [dtype, shape].",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 | the header is not a safetensors header: it has the name \"a\" for the second time at character 54.",
                "{'__metadata__':{'x':1}} | 0 | __metadata__ must map names to strings, but \"x\" is something else.",
                "[] | 0 | the header must be a JSON object.",
                "{'a':[]} | 0 | a must be a JSON object.",
                "{'a' | 0 | the header is not a safetensors header: it has an early end at character 4.",
                "{} {} | 0 | the header is not a safetensors header: it has something after the end at character 3.",
                "{'a':[[[[[[1]]]]]]} | 0 | the header is not a safetensors header: it has nesting too deep at character 9.",
                "{'a':01} | 0 | the header is not a safetensors header: it has an impossible number at character 5.",
                "{'a':9999999999999999999} | 0 | the header is not a safetensors header: it has an impossible number at character 5.",
                "{'\\x':1} | 0 | the header is not a safetensors header: it has an unknown escape '\\x' at character 4.",
                "{'\\u12g4':1} | 0 | the header is not a safetensors header: it has an unfinished \\u escape at character 6.",
                "{'a':true} | 0 | the header is not a safetensors header: it has unexpected 't' at character 5.",
                "{'a' 1} | 0 | the header is not a safetensors header: it has '1' instead of ':' at character 5."
            })
    void saysWhatIsWrongWithAFile(String header, int dataBytes, String problem) throws IOException {
        assertProblem(file(header.replace('\'', '"'), new byte[dataBytes]), problem);
    }

    @Test
    void refusesWhatIsNotSafetensors() throws IOException {
        Path file = folder.resolve("x.safetensors");
        assertProblem(file, "there is no such file.");
        assertProblem(folder, "it is not a file.");
        Files.write(file, new byte[5]);
        assertProblem(file, "a safetensors file has at least 8 bytes, but this one has 5.");
        Files.write(file, "PK this is a zip file, as torch.save writes".getBytes(StandardCharsets.US_ASCII));
        assertProblem(
                file,
                "its first 8 bytes are not the length of a safetensors header (at most 100,000,000); is this a "
                        + "safetensors file?");
        Files.write(file, new byte[] {50, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        assertProblem(
                file,
                "the header should take 50 bytes, but only 2 follow; the file is cut off, or not a safetensors file.");
        Files.write(file, new byte[] {1, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff});
        assertProblem(file, "the header is not UTF-8; is this a safetensors file?");
    }

    @Test
    void noCutOffFileIsTakenForAWholeOne() throws IOException {
        Path file = folder.resolve("w.safetensors");
        new Safetensors(Map.of("a", random(3, 3)), Map.of("k", "v")).write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(UnreadableFileException.class, () -> Safetensors.read(file), "of " + length + " bytes");
        }
    }

    @Test
    void noDamagedFileDoesWorseThanASentence() throws IOException {
        Path file = folder.resolve("w.safetensors");
        new Safetensors(Map.of("a", random(3, 3), "b", random(2)), Map.of("k", "v")).write(file);
        byte[] whole = Files.readAllBytes(file);
        RandomStream random = new RandomStream(1, "damage");
        int refused = 0;
        for (int round = 0; round < 400; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 1 + round % 3; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                Safetensors.read(file);
            } catch (UnreadableFileException sentence) {
                refused++;
            }
        }
        assertTrue(refused > 100, refused + " of 400 were refused");
    }

    @Test
    void savesAndLoadsANetworksParameters() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Parameters source = parameters(3);
        source.initialize(1);
        Safetensors.save(file, source, Map.of("epoch", "4"));
        Parameters target = parameters(3);
        assertEquals(Map.of("epoch", "4"), Safetensors.load(file, target));
        for (Parameter parameter : source.list()) {
            assertTrue(parameter.value().sameValues(target.get(parameter.name()).value()));
        }
        Parameters other = parameters(4);
        UnreadableFileException mismatch =
                assertThrows(UnreadableFileException.class, () -> Safetensors.load(file, other));
        assertEquals(
                file + ": c1.weight is 4x2, but 3x2 was given; are these weights of another network?",
                mismatch.getMessage());
    }

    private static Parameters parameters(int filters) {
        return Parameters.of(List.of(
                Parameter.trainable("c1.weight", Initializer.HE_NORMAL, 2, filters, filters, 2),
                Parameter.buffer("c1.bn.running_mean", Initializer.ZEROS, filters)));
    }

    private static Tensor random(int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        RandomStream random = new RandomStream(1, "values");
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("x.safetensors"), bytes.array());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static void assertProblem(Path file, String problem) {
        assertEquals(
                file + ": " + problem,
                assertThrows(UnreadableFileException.class, () -> Safetensors.read(file))
                        .getMessage());
    }
}
