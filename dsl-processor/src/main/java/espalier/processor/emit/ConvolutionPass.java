package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationFunction;
import espalier.processor.plan.Kernel;
import java.util.List;
import java.util.stream.IntStream;

/** What the three passes of a convolution have in common: each writes its methods into the same class. */
abstract sealed class ConvolutionPass permits ConvolutionForward, ConvolutionWeightGradient, ConvolutionInputGradient {

    /** Two multiply-adds a cycle, each of four cycles, keep eight sums busy. */
    private static final int MOST_PARTS = 8;

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

    /** Rows taken at once: more than one where rows are so short that they leave registers free. */
    final int tileRows(int width) {
        int most = Math.max(1, blocks.accumulators() / width);
        return Tiles.split(geometry.outputHeight(), most).get(0);
    }

    /**
     * In how many parts, side by side, each sum is taken: more than one where a tile has so few sums that it would
     * wait for each multiply-add. Divides {@code terms}; the same for tiles of one and of several rows, so that a
     * sum does not depend on which of them it fell in.
     */
    final int parts(int width, int terms) {
        int sums = tileRows(geometry.outputWidth()) * width;
        int most = Math.max(1, Math.min(MOST_PARTS, blocks.accumulators() / sums));
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
