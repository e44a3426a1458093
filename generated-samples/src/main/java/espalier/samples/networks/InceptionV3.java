package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;
import static espalier.dsl.Pool.Type.AVERAGE;

import espalier.dsl.Activation;
import espalier.dsl.Auxiliary;
import espalier.dsl.BatchNorm;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;
import espalier.dsl.Pool;
import espalier.dsl.Use;
import espalier.samples.networks.inceptionv3.ModuleA32;
import espalier.samples.networks.inceptionv3.ModuleA64;
import espalier.samples.networks.inceptionv3.ModuleC128;
import espalier.samples.networks.inceptionv3.ModuleC160;
import espalier.samples.networks.inceptionv3.ModuleC192;
import espalier.samples.networks.inceptionv3.ModuleE;
import espalier.samples.networks.inceptionv3.ReductionB;
import espalier.samples.networks.inceptionv3.ReductionD;

/**
 * Inception v3, with its auxiliary head: {@link GoogLeNet}'s modules reconsidered.
 *
 * <p>Large kernels are taken apart: a 5x5 into two 3x3, a 7x7 into a 1x7 and a 7x1, which costs two sevenths and puts a
 * ReLU between. Where maps shrink, a convolution with stride 2 and a pooling stand side by side, so that neither
 * squeezes what the network knows. Everything is normalised, the head too, whose use the paper finds in regularising
 * rather than in helping the gradient; labels are smoothed. The image is larger, 299x299. Parameters are named as in
 * torchvision's {@code inception_v3}.
 *
 * <p>C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna: Rethinking the Inception Architecture for Computer
 * Vision, CVPR 2016, table 1.
 */
@Network(input = {3, 299, 299})
@Expect(parameters = 23_834_568, macs = 5_713_216_096L)
public interface InceptionV3 {

    /** No padding anywhere before the modules but once. */
    @Conv(filters = 32, kernel = 3, stride = 2, bias = false)
    @Named("Conv2d_1a_3x3.conv")
    Layer conv1a();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("Conv2d_1a_3x3.bn")
    Layer conv1aNorm();

    /** 3x3. */
    @Conv(filters = 32, kernel = 3, bias = false)
    @Named("Conv2d_2a_3x3.conv")
    Layer conv2a();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("Conv2d_2a_3x3.bn")
    Layer conv2aNorm();

    /** 3x3, padded. */
    @Conv(filters = 64, kernel = 3, padding = 1, bias = false)
    @Named("Conv2d_2b_3x3.conv")
    Layer conv2b();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("Conv2d_2b_3x3.bn")
    Layer conv2bNorm();

    /** Windows that overlap. */
    @Pool(size = 3, stride = 2)
    @Expect(output = {64, 73, 73})
    Layer maxpool1();

    /** 1x1. */
    @Conv(filters = 80, kernel = 1, bias = false)
    @Named("Conv2d_3b_1x1.conv")
    Layer conv3b();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("Conv2d_3b_1x1.bn")
    Layer conv3bNorm();

    /** 3x3. */
    @Conv(filters = 192, kernel = 3, bias = false)
    @Named("Conv2d_4a_3x3.conv")
    Layer conv4a();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("Conv2d_4a_3x3.bn")
    Layer conv4aNorm();

    /** Windows that overlap. */
    @Pool(size = 3, stride = 2)
    @Expect(output = {192, 35, 35})
    Layer maxpool2();

    /** The first module. */
    @Use(ModuleA32.class)
    @Named("Mixed_5b")
    @Expect(output = {256, 35, 35})
    Layer mixed5b();

    /** The second. */
    @Use(ModuleA64.class)
    @Named("Mixed_5c")
    @Expect(output = {288, 35, 35})
    Layer mixed5c();

    /** The third. */
    @Use(ModuleA64.class)
    @Named("Mixed_5d")
    @Expect(output = {288, 35, 35})
    Layer mixed5d();

    /** To 17x17. */
    @Use(ReductionB.class)
    @Named("Mixed_6a")
    @Expect(output = {768, 17, 17})
    Layer mixed6a();

    /** Factorised 7x7 kernels. */
    @Use(ModuleC128.class)
    @Named("Mixed_6b")
    @Expect(output = {768, 17, 17})
    Layer mixed6b();

    /** Wider between. */
    @Use(ModuleC160.class)
    @Named("Mixed_6c")
    @Expect(output = {768, 17, 17})
    Layer mixed6c();

    /** Likewise. */
    @Use(ModuleC160.class)
    @Named("Mixed_6d")
    @Expect(output = {768, 17, 17})
    Layer mixed6d();

    /** Wider still; the head reads it too. */
    @Use(ModuleC192.class)
    @Named("Mixed_6e")
    @Expect(output = {768, 17, 17})
    Layer mixed6e();

    /** The head: 5x5 positions are left. */
    @Pool(type = AVERAGE, size = 5, stride = 3)
    Layer headPool(Layer mixed6e);

    /** 1x1. */
    @Conv(filters = 128, kernel = 1, bias = false)
    @Named("AuxLogits.conv0.conv")
    Layer headReduce();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("AuxLogits.conv0.bn")
    Layer headReduceNorm();

    /** As large as its input. */
    @Conv(filters = 768, kernel = 5, bias = false)
    @Named("AuxLogits.conv1.conv")
    Layer headConv();

    /** Normalised. */
    @BatchNorm(epsilon = 1e-3)
    @Activation(RELU)
    @Named("AuxLogits.conv1.bn")
    Layer headConvNorm();

    /** The same 1000 classes. */
    @Dense(units = 1000)
    @Auxiliary(weight = 0.4)
    @Named("AuxLogits.fc")
    Layer head();

    /** To 8x8. */
    @Use(ReductionD.class)
    @Named("Mixed_7a")
    @Expect(output = {1280, 8, 8})
    Layer mixed7a(Layer mixed6e);

    /** Six branches. */
    @Use(ModuleE.class)
    @Named("Mixed_7b")
    @Expect(output = {2048, 8, 8})
    Layer mixed7b();

    /** The last. */
    @Use(ModuleE.class)
    @Named("Mixed_7c")
    @Expect(output = {2048, 8, 8})
    Layer mixed7c();

    /** The mean over each map. */
    @GlobalPool
    @Dropout(rate = 0.5)
    Layer avgpool();

    /** 1000 classes. */
    @Dense(units = 1000)
    Layer fc();
}
