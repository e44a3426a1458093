package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.DenseBlock;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;
import espalier.dsl.Pool;
import espalier.dsl.Transition;

/**
 * DenseNet of a hundred and twenty-one layers that have weights, growth rate 32.
 *
 * <p>Where a residual block adds to its input, a dense layer stands beside it: each layer reads the maps of all layers
 * before it in its block and appends 32 of its own. Nothing has to be learnt twice or handed on, so that layers can be
 * narrow, and every layer is a step from the loss. Normalisation and ReLU stand before each convolution, a 1x1
 * convolution bounds what the 3x3 one reads, and between blocks a transition halves the maps in number and size. A
 * third of {@link ResNet50}'s parameters bring it near that one's accuracy, but take more memory, since all maps of a
 * block stay in use. Parameters are named as in torchvision's {@code densenet121}.
 *
 * <p>G. Huang, Z. Liu, L. van der Maaten, K. Q. Weinberger: Densely Connected Convolutional Networks, CVPR 2017, table
 * 1.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 7_978_856, macs = 2_834_161_664L)
public interface DenseNet121 {

    /** As in a residual network. */
    @Conv(filters = 64, kernel = 7, stride = 2, padding = 3, bias = false)
    @Named("features.conv0")
    @Expect(output = {64, 112, 112})
    Layer conv0();

    /** Its normalisation. */
    @BatchNorm
    @Activation(RELU)
    @Named("features.norm0")
    Layer norm0();

    /** Before the first block. */
    @Pool(size = 3, stride = 2, padding = 1)
    @Expect(output = {64, 56, 56})
    Layer pool0();

    /** 6 layers: 64 maps become 256. */
    @DenseBlock(layers = 6, growth = 32)
    @Named("features.denseblock1")
    @Expect(output = {256, 56, 56})
    Layer denseblock1();

    /** Half the maps, of half the size. */
    @Transition
    @Named("features.transition1")
    @Expect(output = {128, 28, 28})
    Layer transition1();

    /** 12 layers: 128 maps become 512. */
    @DenseBlock(layers = 12, growth = 32)
    @Named("features.denseblock2")
    @Expect(output = {512, 28, 28})
    Layer denseblock2();

    /** Half the maps, of half the size. */
    @Transition
    @Named("features.transition2")
    @Expect(output = {256, 14, 14})
    Layer transition2();

    /** 24 layers: 256 maps become 1024. */
    @DenseBlock(layers = 24, growth = 32)
    @Named("features.denseblock3")
    @Expect(output = {1024, 14, 14})
    Layer denseblock3();

    /** Half the maps, of half the size. */
    @Transition
    @Named("features.transition3")
    @Expect(output = {512, 7, 7})
    Layer transition3();

    /** 16 layers: 512 maps become 1024. */
    @DenseBlock(layers = 16, growth = 32)
    @Named("features.denseblock4")
    @Expect(output = {1024, 7, 7})
    Layer denseblock4();

    /** After the last block. */
    @BatchNorm
    @Activation(RELU)
    @Named("features.norm5")
    Layer norm5();

    /** The mean over each map. */
    @GlobalPool
    Layer pool5();

    /** 1000 classes. */
    @Dense(units = 1000)
    Layer classifier();
}
