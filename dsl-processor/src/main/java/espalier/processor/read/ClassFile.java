package espalier.processor.read;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the names of parameters from a class file (Java Virtual Machine Specification, chapter 4). */
final class ClassFile {

    private static final int MAGIC = 0xCAFEBABE;

    private final DataInputStream in;
    private String[] constants = {};

    private ClassFile(DataInputStream in) {
        this.in = in;
    }

    /**
     * The names in the attribute {@code MethodParameters} of each method that has one, by the methods' names.
     *
     * @throws IOException if this is no class file
     */
    static Map<String, List<String>> parameterNames(DataInputStream in) throws IOException {
        return new ClassFile(in).parameterNames();
    }

    private Map<String, List<String>> parameterNames() throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        in.skipNBytes(4); // version
        readConstants();
        in.skipNBytes(6); // access flags, this class, super class
        in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
        readMembers(); // fields
        return readMembers();
    }

    /** The text constants; the others are passed over. */
    private void readConstants() throws IOException {
        constants = new String[in.readUnsignedShort()];
        for (int i = 1; i < constants.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> constants[i] = in.readUTF();
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // long and double take two places
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("unknown constant " + tag);
            }
        }
    }

    /** Fields or methods. */
    private Map<String, List<String>> readMembers() throws IOException {
        Map<String, List<String>> names = new LinkedHashMap<>();
        int members = in.readUnsignedShort();
        for (int i = 0; i < members; i++) {
            in.skipNBytes(2); // access flags
            String member = constants[in.readUnsignedShort()];
            in.skipNBytes(2); // descriptor
            int attributes = in.readUnsignedShort();
            for (int j = 0; j < attributes; j++) {
                String attribute = constants[in.readUnsignedShort()];
                int length = in.readInt();
                if (attribute.equals("MethodParameters")) {
                    names.put(member, readParameters());
                } else {
                    in.skipNBytes(length);
                }
            }
        }
        return names;
    }

    private List<String> readParameters() throws IOException {
        List<String> names = new ArrayList<>();
        int parameters = in.readUnsignedByte();
        for (int i = 0; i < parameters; i++) {
            names.add(constants[in.readUnsignedShort()]);
            in.skipNBytes(2); // access flags
        }
        return names;
    }
}
