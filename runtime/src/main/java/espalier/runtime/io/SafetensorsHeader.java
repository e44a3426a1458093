package espalier.runtime.io;

import espalier.runtime.Shapes;
import espalier.runtime.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a safetensors file says about its tensors, checked: the types are known, and the bytes of the tensors follow each
 * other from the first byte of the data to the last, without gap or overlap.
 *
 * @param entries in the order of their bytes
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {

    /** PyTorch's counter of batches, an integer that every file with batch norm has and nobody needs. */
    private static final String IGNORED_SUFFIX = "num_batches_tracked";

    private static final String METADATA = "__metadata__";
    private static final Set<String> MEMBERS = Set.of("dtype", "shape", "data_offsets");

    /**
     * One tensor.
     *
     * @param type null if the tensor is passed over
     * @param end exclusive
     */
    record Entry(String name, ElementType type, List<Integer> shape, long begin, long end)
            implements Comparable<Entry> {

        Tensor tensor() {
            return Tensor.zeros(Shapes.array(shape));
        }

        /** In the order of the data. */
        @Override
        public int compareTo(Entry other) {
            return begin == other.begin ? Long.compare(end, other.end) : Long.compare(begin, other.begin);
        }
    }

    /**
     * Reads and checks.
     *
     * @param file for messages
     * @param bytes the header, JSON in UTF-8
     * @param dataBytes what the file holds after the header
     */
    static SafetensorsHeader parse(String file, byte[] bytes, long dataBytes) throws UnreadableFileException {
        Map<?, ?> root = object(file, "the header", json(file, bytes));
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<?, ?> member : root.entrySet()) {
            String name = (String) member.getKey();
            if (name.equals(METADATA)) {
                readMetadata(file, member.getValue(), metadata);
            } else {
                entries.add(entry(file, name, member.getValue()));
            }
        }
        Collections.sort(entries);
        checkCover(file, entries, dataBytes);
        return new SafetensorsHeader(entries, metadata);
    }

    private static Object json(String file, byte[] bytes) throws UnreadableFileException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new UnreadableFileException(file, "the header is not UTF-8; is this a safetensors file?");
        }
        try {
            return Json.parse(text);
        } catch (Json.Malformed malformed) {
            throw new UnreadableFileException(
                    file, "the header is not a safetensors header: it has " + malformed.getMessage() + ".");
        }
    }

    private static void readMetadata(String file, Object value, Map<String, String> metadata)
            throws UnreadableFileException {
        for (Map.Entry<?, ?> member : object(file, METADATA, value).entrySet()) {
            if (!(member.getValue() instanceof String text)) {
                throw new UnreadableFileException(
                        file,
                        METADATA + " must map names to strings, but \"" + member.getKey() + "\" is something else.");
            }
            metadata.put((String) member.getKey(), text);
        }
    }

    private static Entry entry(String file, String name, Object value) throws UnreadableFileException {
        Map<?, ?> members = object(file, name, value);
        if (!members.keySet().equals(MEMBERS)) {
            throw new UnreadableFileException(
                    file, name + " must have dtype, shape and data_offsets, but has " + members.keySet() + ".");
        }
        List<Long> offsets = numbers(file, name, "data_offsets", members.get("data_offsets"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw new UnreadableFileException(
                    file, name + " has data_offsets " + offsets + ", which are not a begin and an end.");
        }
        if (!(members.get("dtype") instanceof String dtype)) {
            throw new UnreadableFileException(file, name + " has a dtype that is not a string.");
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        List<Integer> shape = shape(file, name, numbers(file, name, "shape", members.get("shape")));
        if (name.endsWith(IGNORED_SUFFIX)) {
            return new Entry(name, null, shape, begin, end);
        }
        ElementType type = type(file, name, dtype);
        long expected = (long) type.bytes * Shapes.size(Shapes.array(shape));
        if (end - begin != expected) {
            throw new UnreadableFileException(
                    file,
                    name + " is " + Shapes.text(shape) + " of " + dtype + ", which takes " + expected
                            + " bytes, but the file gives it " + (end - begin) + ".");
        }
        return new Entry(name, type, shape, begin, end);
    }

    private static ElementType type(String file, String name, String dtype) throws UnreadableFileException {
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(dtype)) {
                return type;
            }
        }
        throw new UnreadableFileException(
                file, name + " has the type " + dtype + ", but only F32, F64, F16 and BF16 can be read.");
    }

    private static List<Integer> shape(String file, String name, List<Long> dims) throws UnreadableFileException {
        try {
            List<Integer> shape = new ArrayList<>();
            for (long dim : dims) {
                shape.add(Math.toIntExact(dim));
            }
            Shapes.size(Shapes.array(shape));
            return shape;
        } catch (ArithmeticException | IllegalArgumentException tooLarge) {
            throw new UnreadableFileException(
                    file, name + " has the shape " + dims + ", which exceeds what a Java array holds.");
        }
    }

    private static void checkCover(String file, List<Entry> entries, long dataBytes) throws UnreadableFileException {
        long end = 0;
        String previous = "the start of the data";
        for (Entry entry : entries) {
            if (entry.begin() != end) {
                throw new UnreadableFileException(
                        file,
                        entry.name() + " begins at byte " + entry.begin() + " of the data, but " + previous
                                + " ends at byte " + end + ".");
            }
            end = entry.end();
            previous = entry.name();
        }
        if (end != dataBytes) {
            throw new UnreadableFileException(
                    file,
                    "the tensors take " + end + " bytes, but the file holds " + dataBytes + " after its header"
                            + (dataBytes < end ? "; it is cut off." : "."));
        }
    }

    private static Map<?, ?> object(String file, String what, Object value) throws UnreadableFileException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new UnreadableFileException(file, what + " must be a JSON object.");
    }

    private static List<Long> numbers(String file, String name, String member, Object value)
            throws UnreadableFileException {
        List<Long> numbers = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Long number) {
                    numbers.add(number);
                }
            }
            if (numbers.size() == list.size()) {
                return numbers;
            }
        }
        throw new UnreadableFileException(file, name + " has a " + member + " that is not a list of whole numbers.");
    }
}
