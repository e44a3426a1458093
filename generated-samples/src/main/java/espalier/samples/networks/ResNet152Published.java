package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;
import static espalier.dsl.Residual.StridePlacement.IN_FIRST_1X1;

import espalier.dsl.Activation;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Network;
import espalier.dsl.Pool;
import espalier.dsl.Residual;

/**
 * {@link ResNet152} as published, with the stride of a stage in the first 1x1 convolution of its first block.
 *
 * <p>The two forms have the same parameters and are often taken for one another; weights of the one give poor results
 * in the other. This one has the multiply-adds of the paper's table.
 *
 * <p>K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition, CVPR 2016, table 1.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 60_192_808, macs = 11_282_415_616L)
public interface ResNet152Published {

    /** A large kernel first; its normalisation stands on a method of its own, for torchvision's names. */
    @Conv(filters = 64, kernel = 7, stride = 2, padding = 3, bias = false)
    @Expect(output = {64, 112, 112})
    Layer conv1();

    /** Of the first convolution. */
    @BatchNorm
    @Activation(RELU)
    Layer bn1();

    /** Before the first stage. */
    @Pool(size = 3, stride = 2, padding = 1)
    @Expect(output = {64, 56, 56})
    Layer maxpool();

    /** The paper's conv2_x. */
    @Residual(filters = 64, blocks = 3, bottleneck = true)
    @Expect(output = {256, 56, 56})
    Layer layer1();

    /** The paper's conv3_x. */
    @Residual(filters = 128, blocks = 8, stride = 2, bottleneck = true, stridePlacement = IN_FIRST_1X1)
    @Expect(output = {512, 28, 28})
    Layer layer2();

    /** The paper's conv4_x. */
    @Residual(filters = 256, blocks = 36, stride = 2, bottleneck = true, stridePlacement = IN_FIRST_1X1)
    @Expect(output = {1024, 14, 14})
    Layer layer3();

    /** The paper's conv5_x. */
    @Residual(filters = 512, blocks = 3, stride = 2, bottleneck = true, stridePlacement = IN_FIRST_1X1)
    @Expect(output = {2048, 7, 7})
    Layer layer4();

    /** The mean over each map. */
    @GlobalPool
    Layer avgpool();

    /** 1000 classes. */
    @Dense(units = 1000)
    Layer fc();
}
