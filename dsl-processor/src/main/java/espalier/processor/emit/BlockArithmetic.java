package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import espalier.processor.plan.Layout;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The arithmetic of a register tile: each name stands for a block of neighbouring floats, which the vector dialect keeps
 * in one or a few {@code FloatVector}s and the scalar dialect in as many local floats, {@code y0a}, {@code y0b} and so on.
 */
sealed interface BlockArithmetic {

    /** The length of a block, as an expression. */
    String lanes();

    /** The most floats that a block can have. */
    int longest();

    /** Blocks that fit the registers as accumulators. */
    int accumulators();

    /** Whether sums leave registers free for all weights of a kernel row. */
    default boolean leavesRegisters() {
        return false;
    }

    /** Which dialect this is. */
    Dialect dialect();

    /** The variables that make up a block. */
    List<String> variables(String name);

    /** Declares blocks of zeros. */
    void zeros(CodeBlock.Builder code, List<String> names);

    /** Declares a block with the floats from {@code array[at]} on. */
    void load(CodeBlock.Builder code, String name, String array, String at);

    /** Declares a block in which every lane is {@code array[at]}. */
    void broadcast(CodeBlock.Builder code, String name, String array, String at);

    /** Declares blocks equal to another. */
    void copies(CodeBlock.Builder code, List<String> names, String from);

    /** {@code sum += factor * value}, where {@code value} is one float of the array, for every lane the same. */
    void multiplyAdd(CodeBlock.Builder code, String sum, String factor, String array, String at);

    /** {@code sum += factor * value}, lane by lane. */
    void multiplyAdd(CodeBlock.Builder code, String sum, String factor, String value);

    /** {@code sum += term}. */
    void add(CodeBlock.Builder code, String sum, String term);

    /** Stores a function of a block from {@code array[at]} on; the function turns a variable into an expression. */
    void store(CodeBlock.Builder code, String name, String array, String at, Function<String, CodeBlock> function);

    /** Stores a block from {@code array[at]} on. */
    default void store(CodeBlock.Builder code, String name, String array, String at) {
        store(code, name, array, at, variable -> CodeBlock.of("$L", variable));
    }

    /** One statement that declares variables of a type. */
    private static void declare(CodeBlock.Builder code, TypeName type, List<CodeBlock> declarations) {
        if (!declarations.isEmpty()) {
            code.addStatement("$T $L", type, CodeBlock.join(declarations, ",$W"));
        }
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Adds a block to the floats from {@code array[at]} on. */
    void addTo(CodeBlock.Builder code, String name, String array, String at);

    /**
     * Blocks of vectors.
     *
     * @param vectors of each block; more than one only where the lanes are known
     * @param accumulators blocks that fit the registers beside the factors and a broadcast
     * @param of512Bits whether a vector has 16 lanes; otherwise that is known only when the class is loaded
     */
    record Vector(int vectors, int accumulators, boolean of512Bits) implements BlockArithmetic {

        /** With 16 registers, the fewest that a vector machine has, 14 sums leave room for a factor and a broadcast. */
        static Vector ofAnyWidth() {
            return new Vector(1, 14, false);
        }

        /** With the 32 registers of a machine with 512-bit vectors; each broadcast then feeds all vectors of a block. */
        static Vector of512Bits(int vectors) {
            return new Vector(vectors, vectors == 1 ? 14 : 28 / vectors, true);
        }

        @Override
        public String lanes() {
            return of512Bits ? Integer.toString(longest()) : "LANES.length()";
        }

        @Override
        public int longest() {
            return vectors * Layout.SLACK;
        }

        @Override
        public boolean leavesRegisters() {
            return of512Bits && vectors == 1;
        }

        @Override
        public Dialect dialect() {
            return Dialect.VECTOR;
        }

        @Override
        public List<String> variables(String name) {
            return IntStream.range(0, vectors).mapToObj(v -> variable(name, v)).toList();
        }

        @Override
        public void zeros(CodeBlock.Builder code, List<String> names) {
            for (int v = 0; v < vectors && !names.isEmpty(); v++) {
                String first = variable(names.get(0), v);
                code.addStatement("$T $L = $T.zero(LANES)", Names.FLOAT_VECTOR, first, Names.FLOAT_VECTOR);
            }
            if (!names.isEmpty()) {
                copies(code, names.subList(1, names.size()), names.get(0));
            }
        }

        @Override
        public void load(CodeBlock.Builder code, String name, String array, String at) {
            for (int v = 0; v < vectors; v++) {
                code.addStatement(
                        "$T $L = $T.fromArray(LANES, $L, $L)",
                        Names.FLOAT_VECTOR,
                        variable(name, v),
                        Names.FLOAT_VECTOR,
                        array,
                        place(at, v));
            }
        }

        @Override
        public void broadcast(CodeBlock.Builder code, String name, String array, String at) {
            code.addStatement(
                    "$T $L = $T.broadcast(LANES, $L[$L])", Names.FLOAT_VECTOR, name, Names.FLOAT_VECTOR, array, at);
        }

        @Override
        public void copies(CodeBlock.Builder code, List<String> names, String from) {
            for (int v = 0; v < vectors; v++) {
                int vector = v;
                List<CodeBlock> declarations = names.stream()
                        .map(name -> CodeBlock.of("$L = $L", variable(name, vector), variable(from, vector)))
                        .toList();
                BlockArithmetic.declare(code, Names.FLOAT_VECTOR, declarations);
            }
        }

        @Override
        public void multiplyAdd(CodeBlock.Builder code, String sum, String factor, String array, String at) {
            if (vectors == 1) {
                code.addStatement(
                        "$L = $L.fma($T.broadcast(LANES, $L[$L]), $L)",
                        sum,
                        factor,
                        Names.FLOAT_VECTOR,
                        array,
                        at,
                        sum);
                return;
            }
            // A sum that takes several factors in one body has a broadcast for each.
            String value = "of" + capitalized(sum) + (factor.equals("f0") ? "" : capitalized(factor));
            code.addStatement(
                    "$T $L = $T.broadcast(LANES, $L[$L])", Names.FLOAT_VECTOR, value, Names.FLOAT_VECTOR, array, at);
            for (int v = 0; v < vectors; v++) {
                String part = variable(sum, v);
                code.addStatement("$L = $L.fma($L, $L)", part, variable(factor, v), value, part);
            }
        }

        @Override
        public void multiplyAdd(CodeBlock.Builder code, String sum, String factor, String value) {
            code.addStatement("$L = $L.fma($L, $L)", sum, factor, value, sum);
        }

        @Override
        public void add(CodeBlock.Builder code, String sum, String term) {
            for (int v = 0; v < vectors; v++) {
                code.addStatement("$L = $L.add($L)", variable(sum, v), variable(sum, v), variable(term, v));
            }
        }

        @Override
        public void store(
                CodeBlock.Builder code, String name, String array, String at, Function<String, CodeBlock> function) {
            for (int v = 0; v < vectors; v++) {
                code.addStatement("$L.intoArray($L, $L)", function.apply(variable(name, v)), array, place(at, v));
            }
        }

        @Override
        public void addTo(CodeBlock.Builder code, String name, String array, String at) {
            for (int v = 0; v < vectors; v++) {
                code.addStatement(
                        "$T.fromArray(LANES, $L, $L).add($L).intoArray($L, $L)",
                        Names.FLOAT_VECTOR,
                        array,
                        place(at, v),
                        variable(name, v),
                        array,
                        place(at, v));
            }
        }

        private String variable(String name, int vector) {
            return vectors == 1 ? name : name + (char) ('a' + vector);
        }

        private static String place(String at, int vector) {
            return Offsets.plus(at, vector * Layout.SLACK);
        }
    }

    /** Blocks of a few floats, each in a variable of its own. */
    record Scalar(int length) implements BlockArithmetic {

        /** A block is as long as the sums of two of them, a factor and a value fit 16 registers. */
        static final int LONGEST = 4;

        /** The longest block up to {@link #LONGEST} of which {@code count} is a multiple. */
        static Scalar dividing(int count) {
            int length = LONGEST;
            while (count % length != 0) {
                length--;
            }
            return new Scalar(length);
        }

        @Override
        public String lanes() {
            return Integer.toString(length);
        }

        @Override
        public int longest() {
            return length;
        }

        @Override
        public int accumulators() {
            return 2;
        }

        @Override
        public Dialect dialect() {
            return Dialect.SCALAR;
        }

        @Override
        public List<String> variables(String name) {
            return IntStream.range(0, length).mapToObj(lane -> lane(name, lane)).toList();
        }

        @Override
        public void zeros(CodeBlock.Builder code, List<String> names) {
            declare(
                    code,
                    names.stream().flatMap(name -> variables(name).stream()).map(variable -> variable + " = 0"));
        }

        @Override
        public void load(CodeBlock.Builder code, String name, String array, String at) {
            declare(
                    code,
                    IntStream.range(0, length).mapToObj(lane -> lane(name, lane) + " = " + element(array, at, lane)));
        }

        @Override
        public void broadcast(CodeBlock.Builder code, String name, String array, String at) {
            declare(code, variables(name).stream().map(variable -> variable + " = " + element(array, at, 0)));
        }

        @Override
        public void copies(CodeBlock.Builder code, List<String> names, String from) {
            declare(
                    code,
                    names.stream()
                            .flatMap(name -> IntStream.range(0, length)
                                    .mapToObj(lane -> lane(name, lane) + " = " + lane(from, lane))));
        }

        @Override
        public void multiplyAdd(CodeBlock.Builder code, String sum, String factor, String array, String at) {
            String value = "of" + capitalized(sum);
            code.addStatement("float $L = $L[$L]", value, array, at);
            for (int lane = 0; lane < length; lane++) {
                code.addStatement("$L += $L * $L", lane(sum, lane), lane(factor, lane), value);
            }
        }

        @Override
        public void multiplyAdd(CodeBlock.Builder code, String sum, String factor, String value) {
            for (int lane = 0; lane < length; lane++) {
                code.addStatement("$L += $L * $L", lane(sum, lane), lane(factor, lane), lane(value, lane));
            }
        }

        @Override
        public void add(CodeBlock.Builder code, String sum, String term) {
            for (int lane = 0; lane < length; lane++) {
                code.addStatement("$L += $L", lane(sum, lane), lane(term, lane));
            }
        }

        @Override
        public void store(
                CodeBlock.Builder code, String name, String array, String at, Function<String, CodeBlock> function) {
            for (int lane = 0; lane < length; lane++) {
                code.addStatement("$L = $L", element(array, at, lane), function.apply(lane(name, lane)));
            }
        }

        @Override
        public void addTo(CodeBlock.Builder code, String name, String array, String at) {
            for (int lane = 0; lane < length; lane++) {
                code.addStatement("$L += $L", element(array, at, lane), lane(name, lane));
            }
        }

        private static void declare(CodeBlock.Builder code, Stream<String> declarations) {
            BlockArithmetic.declare(
                    code,
                    TypeName.FLOAT,
                    declarations.map(text -> CodeBlock.of("$L", text)).toList());
        }

        private static String lane(String name, int lane) {
            return name + (char) ('a' + lane);
        }

        private static String element(String array, String at, int lane) {
            return array + "[" + Offsets.plus(at, lane) + "]";
        }
    }
}
