package espalier.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationFunction;
import espalier.processor.plan.Kernel;
import java.util.List;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/** What the three passes of a convolution have in common: each writes its methods into the same class. */
abstract sealed class ConvolutionPass
        permits ConvolutionForward, ConvolutionWeightGradient, ConvolutionInputGradient, GatheredInputGradient {

    /** Sums of a tile that goes by columns: more of them, and JDK 17 spills. */
    private static final int MOST_SUMS_BY_COLUMNS = 16;

    /** Multiply-adds of its loop's body; the first compiler runs out of virtual registers at 96. */
    private static final int LONGEST_BODY_BY_COLUMNS = 84;

    /** Two multiply-adds a cycle, each of four cycles, keep eight sums busy. */
    static final int BUSY_SUMS = 8;

    final Kernel.Convolution kernel;
    final ConvolutionGeometry geometry;
    final BlockArithmetic blocks;
    final ActivationFunction activation;
    final TypeSpec.Builder type;

    ConvolutionPass(
            Kernel.Convolution kernel, ConvolutionGeometry geometry, BlockArithmetic blocks, TypeSpec.Builder type) {
        this.kernel = kernel;
        this.geometry = geometry;
        this.blocks = blocks;
        this.activation = kernel.activation();
        this.type = type;
    }

    /** Writes the pass's methods. */
    abstract void write();

    /** Declares {@code k}, the block's first filter, and with groups {@code c}, its first channel, to add to an offset. */
    final String firstFilterAndChannel(CodeBlock.Builder code) {
        code.addStatement("int k = PACKING.firstFilter(block)");
        if (geometry.groups() == 1) {
            return "";
        }
        code.addStatement("int c = PACKING.firstChannel(block)");
        return " + c";
    }

    /**
     * Whether a tile reads each column of inputs once, for all pixels whose windows it lies under, which takes half as many loads
     * and a register for each tap of a kernel row.
     */
    static boolean goesByColumns(ConvolutionGeometry geometry, BlockArithmetic blocks) {
        if (!blocks.leavesRegisters() || !geometry.overlaps()) {
            return false;
        }
        int most = mostSumsByColumns(geometry);
        int width = Tiles.split(geometry.outputWidth(), most).get(0);
        return width * tileRows(geometry, width, most) >= BUSY_SUMS;
    }

    /** Sums of a tile that goes by columns. */
    static int mostSumsByColumns(ConvolutionGeometry geometry) {
        return Math.max(1, Math.min(MOST_SUMS_BY_COLUMNS, LONGEST_BODY_BY_COLUMNS / geometry.kernelWidth()));
    }

    /** Rows taken at once: more than one where rows are so short that they leave registers free. */
    final int tileRows(int width) {
        return tileRows(geometry, width, blocks.accumulators());
    }

    /** The same for a tile of at most {@code sums} sums. */
    static int tileRows(ConvolutionGeometry geometry, int width, int sums) {
        int most = Math.max(1, sums / width);
        return Tiles.split(geometry.outputHeight(), most).get(0);
    }

    /**
     * In how many parts, side by side, each sum is taken: more than one where a tile has so few sums that it would
     * wait for each multiply-add. Divides {@code terms}; the same for tiles of one and of several rows, so that a
     * sum does not depend on which of them it fell in.
     */
    final int parts(int width, int terms) {
        int sums = tileRows(geometry.outputWidth()) * width;
        int most = Math.max(1, Math.min(BUSY_SUMS, blocks.accumulators() / sums));
        return IntStream.rangeClosed(1, most)
                .filter(parts -> terms % parts == 0)
                .max()
                .getAsInt();
    }

    static String partsComment(int parts) {
        return parts == 1 ? "" : ", each sum in " + parts + " parts";
    }

    static String factor(int part) {
        return "f" + part;
    }

    /** Adds a table of distances. */
    final void table(String name, String comment, CodeBlock distances) {
        type.addField(FieldSpec.builder(ArrayTypeName.of(TypeName.INT), name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(comment)
                .initializer(distances)
                .build());
    }

    /** Adds the parts of each sum to its first. */
    final void addParts(CodeBlock.Builder code, List<String> sums, int count) {
        for (int at = count; at < sums.size(); at++) {
            blocks.add(code, sums.get(at % count), sums.get(at));
        }
    }

    /** {@code 2 rows of 5 output pixels}. */
    static String pixels(int rows, int width) {
        return rows == 1 ? Text.count(width, "output pixel") : rows + " rows of " + Text.count(width, "output pixel");
    }
}
