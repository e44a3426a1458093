package espalier.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.plan.ConvolutionAlgorithm;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.KernelClass;
import espalier.processor.plan.Layout;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Writes direct convolutions. In the vector dialect all three passes are the same register tile: a block of neighbouring
 * values (one vector or a few) times a row of single values, each product added to a sum of its own. Forward takes
 * a block of filters times a row of output pixels; the weight gradient a block of filters times a row of taps; the input
 * gradient a block of taps times a row of output pixels. For the scalar dialect see {@link ScalarConvolution}.
 */
final class ConvolutionEmitter implements KernelEmitter<Kernel.Convolution> {

    @Override
    public Sizes sizes(Kernel.Convolution kernel) {
        Sizes sizes = Sizes.none();
        return kernel.takesRectifier()
                ? sizes.with("f", kernel.activation().kind(), "what is applied to the sums")
                : sizes;
    }

    @Override
    public TypeSpec scalar(KernelClass name, Kernel.Convolution any) {
        Kernel.Convolution kernel = any.takesRectifier() ? any.withBiasAndRelu() : any;
        ConvolutionGeometry geometry = ConvolutionGeometry.plain(kernel);
        TypeSpec.Builder type = TypeSpec.classBuilder(KernelEmitters.className(name, Dialect.SCALAR))
                .addModifiers(Modifier.FINAL)
                .superclass(Names.SCALAR_CONVOLUTION)
                .addJavadoc("$L", new ConvolutionJavadoc(name, kernel, geometry, ConvolutionJavadoc.PACKED).text());
        packing(
                type,
                kernel,
                geometry,
                Integer.toString(ScalarConvolution.filtersPerBlock(geometry)),
                Integer.toString(ScalarConvolution.tapsPerBlock(geometry)));
        new ScalarConvolution(kernel, geometry, type).write();
        return type.build();
    }

    @Override
    public TypeSpec vector(KernelClass name, Kernel.Convolution kernel) {
        if (kernel.algorithm() != ConvolutionAlgorithm.OWN_TILE) {
            return SharedConvolution.vector(name, kernel);
        }
        ConvolutionGeometry geometry = ConvolutionGeometry.filling(Layout.SLACK, kernel);
        BlockArithmetic blocks = BlockArithmetic.Vector.ofAnyWidth();
        TypeSpec.Builder type = KernelClasses.named(
                name,
                Dialect.VECTOR,
                Names.kernelInterface("ConvolutionKernel"),
                new ConvolutionJavadoc(name, kernel, geometry, ConvolutionJavadoc.PACKED + """
                        A tile keeps the sums of one vector of filters for several pixels in registers:
                        a load of weights and one broadcast a pixel feed as many multiply-adds as the tile has pixels.
                        """).text());
        return write(type, kernel, geometry, blocks);
    }

    @Override
    public boolean has512(Kernel.Convolution kernel) {
        return kernel.algorithm() == ConvolutionAlgorithm.OWN_TILE
                && (hasSeveralVectors(kernel)
                        || ConvolutionPass.goesByColumns(
                                ConvolutionGeometry.filling(Layout.SLACK, kernel),
                                BlockArithmetic.Vector.of512Bits(1)));
    }

    private static boolean hasSeveralVectors(Kernel.Convolution kernel) {
        return kernel.op().output().channels() / kernel.op().groups() >= 2 * Layout.SLACK;
    }

    /**
     * There are 32 registers: for a tile of several vectors of filters, where each broadcast then feeds all of them, or for all
     * weights of a kernel row, where it then feeds all pixels under whose windows it lies.
     */
    @Override
    public TypeSpec vector512(KernelClass name, Kernel.Convolution kernel) {
        return hasSeveralVectors(kernel) ? severalVectors(name, kernel) : byColumns(name, kernel);
    }

    private static TypeSpec byColumns(KernelClass name, Kernel.Convolution kernel) {
        ConvolutionGeometry geometry = ConvolutionGeometry.filling(Layout.SLACK, kernel);
        TypeSpec.Builder type = KernelClasses.named512(
                name,
                Names.kernelInterface("ConvolutionKernel"),
                new ConvolutionJavadoc(name, kernel, geometry, ConvolutionJavadoc.PACKED + """
                        For 512-bit vectors: a tile keeps the sums of one vector of filters for several pixels in registers,
                        and a kernel row's weights: each column of inputs is read once for all pixels that it lies under.
                        """).text());
        return write(type, kernel, geometry, BlockArithmetic.Vector.of512Bits(1));
    }

    private static TypeSpec severalVectors(KernelClass name, Kernel.Convolution kernel) {
        ConvolutionGeometry geometry = ConvolutionGeometry.plain(kernel);
        int vectors = vectorsPerBlock(geometry.filters());
        BlockArithmetic blocks = BlockArithmetic.Vector.of512Bits(vectors);
        TypeSpec.Builder type = KernelClasses.named512(
                name,
                Names.kernelInterface("ConvolutionKernel"),
                new ConvolutionJavadoc(
                                name,
                                kernel,
                                geometry,
                                ConvolutionJavadoc.PACKED
                                        + """
                        For 512-bit vectors: a tile keeps the sums of %d filters, %s vectors (a, b, ...), for several pixels
                        (0, 1, ...) in registers, so that each load and each broadcast feeds several multiply-adds.
                        """.formatted(blocks.longest(), vectors == 2 ? "two" : "three"))
                        .text());
        return write(type, kernel, geometry, blocks);
    }

    /** Two or three, whichever leaves less of the last block to be computed twice. */
    private static int vectorsPerBlock(int filters) {
        int twos = (filters + 2 * Layout.SLACK - 1) / (2 * Layout.SLACK) * 2;
        int threes = (filters + 3 * Layout.SLACK - 1) / (3 * Layout.SLACK) * 3;
        return filters >= 3 * Layout.SLACK && threes < twos ? 3 : 2;
    }

    private static TypeSpec write(
            TypeSpec.Builder type, Kernel.Convolution kernel, ConvolutionGeometry geometry, BlockArithmetic blocks) {
        BlockArithmetic tapBlocks = tapBlocks(geometry, blocks);
        packing(type, kernel, geometry, blocks.lanes(), tapBlocks.lanes());
        type.addMethod(KernelClasses.override("packing")
                .returns(Names.CONVOLUTION_PACKING)
                .addStatement("return PACKING")
                .build());
        new ConvolutionForward(kernel, geometry, blocks, type).write();
        if (kernel.backward()) {
            ActivationPass.backward(type, blocks.dialect(), kernel.activation(), kernel.y());
            new ConvolutionWeightGradient(kernel, geometry, blocks, type).write();
            if (GatheredInputGradient.fits(kernel, geometry, tapBlocks)) {
                new GatheredInputGradient(kernel, geometry, tapBlocks, type).write();
            } else {
                new ConvolutionInputGradient(kernel, geometry, tapBlocks, type).write();
            }
        }
        return type.build();
    }

    /**
     * The blocks of taps of the input gradient. The last one of a run may reach beyond it, where a layout has room for one
     * vector only.
     */
    private static BlockArithmetic tapBlocks(ConvolutionGeometry geometry, BlockArithmetic blocks) {
        boolean mayOverrun = blocks.longest() > Layout.SLACK && geometry.runLength() % blocks.longest() != 0;
        return mayOverrun ? BlockArithmetic.Vector.of512Bits(1) : blocks;
    }

    private static void packing(
            TypeSpec.Builder type,
            Kernel.Convolution kernel,
            ConvolutionGeometry geometry,
            String lanes,
            String tapLanes) {
        CodeBlock.Builder value = CodeBlock.builder()
                .add("$T.blocksOf($L)", Names.CONVOLUTION_PACKING, lanes)
                .add("\n        .filters($L)", kernel.op().output().channels())
                .add("\n        .channels($L)", kernel.op().input().channels())
                .add(
                        "\n        .kernel($L, $L)",
                        geometry.window().height(),
                        geometry.window().width());
        if (!tapLanes.equals(lanes)) {
            value.add("\n        .tapBlocksOf($L)", tapLanes);
        }
        if (kernel.op().groups() > 1) {
            value.add("\n        .groups($L)", kernel.op().groups());
        }
        if (geometry.merged() > 1) {
            value.add("\n        .merged($L)", geometry.merged());
        }
        if (geometry.pixels() > 1) {
            value.add(
                    "\n        .pixels($L, $L)",
                    geometry.pixels(),
                    geometry.window().strideWidth());
        }
        if (geometry.runs() > 1) {
            value.add("\n        .columnsApart()");
        }
        if (!kernel.op().connections().isEmpty()) {
            value.add("\n        .connections($L)", connections(kernel));
        }
        type.addField(FieldSpec.builder(Names.CONVOLUTION_PACKING, "PACKING")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(value.add("\n        .build()").build())
                .build());
    }

    private static String connections(Kernel.Convolution kernel) {
        return kernel.op().connections().stream()
                .map(maps -> maps.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}")))
                .collect(Collectors.joining(",\n            ", "new int[][] {\n            ", "\n        }"));
    }
}
