package espalier.runtime.io;

import espalier.runtime.Parameter;
import espalier.runtime.Parameters;
import espalier.runtime.Shapes;
import espalier.runtime.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Weights in the safetensors format: an 8-byte little-endian length, a JSON header, the values. Files written by PyTorch
 * or anyone else are read; F64, F16 and BF16 become F32, and counters called {@code num_batches_tracked} are passed over.
 * Files are written as F32.
 *
 * @param tensors by name, in the order of the file
 * @param metadata free text by name
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

    /** The format's own limit. */
    private static final long MAX_HEADER = 100_000_000;

    private static final int LENGTH_BYTES = 8;
    private static final int BUFFER_BYTES = 1 << 18;

    /** Copies the maps, keeping their order. */
    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Reads a file.
     *
     * @throws UnreadableFileException if the file is missing, damaged or of another format or type, in one sentence
     * @throws IOException if reading fails
     */
    public static Safetensors read(Path file) throws IOException {
        return withOpen(file, (values, header) -> {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                if (entry.type() != null) {
                    Tensor tensor = entry.tensor();
                    values.read(entry, tensor.data());
                    tensors.put(entry.name(), tensor);
                }
            }
            return new Safetensors(tensors, header.metadata());
        });
    }

    /**
     * Reads a file into a network's parameters. Header and shapes are checked before anything is changed: a bad file changes
     * nothing. Only if reading fails in the midst of the values, those read by then stay.
     *
     * @return the file's metadata
     * @throws UnreadableFileException as for {@link #read}, or if a parameter is missing, unknown or of another shape
     * @throws IOException if reading fails
     */
    public static Map<String, String> load(Path file, Parameters parameters) throws IOException {
        return withOpen(file, (values, header) -> {
            Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
            Map<String, int[]> shapes = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                if (entry.type() != null) {
                    entries.put(entry.name(), entry);
                    shapes.put(entry.name(), Shapes.array(entry.shape()));
                }
            }
            try {
                parameters.load(shapes, (name, into) -> values.read(entries.get(name), into));
            } catch (IllegalArgumentException mismatch) {
                throw new UnreadableFileException(file, mismatch.getMessage());
            }
            return header.metadata();
        });
    }

    /** What is done with an open file. */
    @FunctionalInterface
    private interface Use<T> {
        T of(Values values, SafetensorsHeader header) throws IOException;
    }

    private static <T> T withOpen(Path file, Use<T> use) throws IOException {
        String name = file.toString();
        ReadableFile.check(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            if (size < LENGTH_BYTES) {
                throw new UnreadableFileException(
                        name, "a safetensors file has at least 8 bytes, but this one has " + size + ".");
            }
            readFully(name, channel, length);
            long headerBytes = length.getLong(0);
            if (headerBytes < 0 || headerBytes > MAX_HEADER) {
                throw new UnreadableFileException(
                        name,
                        "its first 8 bytes are not the length of a safetensors header (at most 100,000,000); "
                                + "is this a safetensors file?");
            }
            if (headerBytes > size - LENGTH_BYTES) {
                throw new UnreadableFileException(
                        name,
                        "the header should take " + headerBytes + " bytes, but only " + (size - LENGTH_BYTES)
                                + " follow; the file is cut off, or not a safetensors file.");
            }
            ByteBuffer header = ByteBuffer.allocate((int) headerBytes);
            readFully(name, channel, header);
            long begin = LENGTH_BYTES + headerBytes;
            SafetensorsHeader parsed = SafetensorsHeader.parse(name, header.array(), size - begin);
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            return use.of(new Values(name, channel, begin, buffer), parsed);
        }
    }

    /** The values of a file, which begin at {@code begin}. */
    private record Values(String file, FileChannel channel, long begin, ByteBuffer buffer) {

        void read(SafetensorsHeader.Entry entry, float[] into) throws IOException {
            channel.position(begin + entry.begin());
            int bytes = entry.type().bytes;
            for (int from = 0; from < into.length; ) {
                int count = Math.min(into.length - from, BUFFER_BYTES / bytes);
                buffer.clear().limit(count * bytes);
                readFully(file, channel, buffer);
                buffer.flip();
                entry.type().convert(buffer, into, from, count);
                from += count;
            }
        }
    }

    private static void readFully(String file, FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new UnreadableFileException(file, "the file became shorter while it was read.");
            }
        }
    }

    /**
     * Writes a network's parameters and buffers under their names; the file is whole or, after a failure, as it was.
     *
     * @throws IOException in one sentence if the file cannot be written
     */
    public static void save(Path file, Parameters parameters, Map<String, String> metadata) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : parameters.list()) {
            tensors.put(parameter.name(), parameter.value());
        }
        new Safetensors(tensors, metadata).write(file);
    }

    /**
     * Writes the file whole or, after a failure, leaves it as it was.
     *
     * @throws IOException in one sentence if the file cannot be written
     */
    public void write(Path file) throws IOException {
        byte[] header = header().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, channel -> {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(header.length);
            writeFully(channel, buffer.flip());
            writeFully(channel, ByteBuffer.wrap(header));
            for (Tensor tensor : tensors.values()) {
                float[] values = tensor.data();
                for (int from = 0; from < values.length; ) {
                    int count = Math.min(values.length - from, BUFFER_BYTES / Float.BYTES);
                    buffer.clear().limit(count * Float.BYTES);
                    buffer.asFloatBuffer().put(values, from, count);
                    writeFully(channel, buffer);
                    from += count;
                }
            }
        });
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private String header() {
        StringJoiner members = new StringJoiner(",", "{", "}");
        if (!metadata.isEmpty()) {
            StringJoiner texts = new StringJoiner(",", "{", "}");
            metadata.forEach((name, text) -> texts.add(Json.quote(name) + ":" + Json.quote(text)));
            members.add("\"__metadata__\":" + texts);
        }
        long begin = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            StringJoiner shape = new StringJoiner(",", "[", "]");
            for (int dim : entry.getValue().shape()) {
                shape.add(Integer.toString(dim));
            }
            long end = begin + (long) entry.getValue().size() * Float.BYTES;
            members.add(Json.quote(entry.getKey()) + ":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":["
                    + begin + "," + end + "]}");
            begin = end;
        }
        String header = members.toString();
        // Spaces at the end align the values to 8 bytes, as the format recommends.
        int bytes = header.getBytes(StandardCharsets.UTF_8).length;
        return header + " ".repeat((LENGTH_BYTES - bytes % LENGTH_BYTES) % LENGTH_BYTES);
    }
}
