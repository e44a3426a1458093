package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.AdaptivePool;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Dropout;
import espalier.dsl.Expect;
import espalier.dsl.Layer;
import espalier.dsl.Named;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/**
 * AlexNet as torchvision has it: for one card, without groups and without normalisation.
 *
 * <p>Krizhevsky's second report divided the work between cards by image where maps are many and by unit where weights
 * are many, so that no layer had to be cut in two. Its "one column" needs fewer filters in the first convolutions than
 * {@link AlexNet} to cost the same. Parameters are named as in torchvision's {@code alexnet}; the adaptive pool there,
 * the identity at this size, lets other image sizes through.
 *
 * <p>A. Krizhevsky: One weird trick for parallelizing convolutional neural networks, 2014, arXiv:1404.5997, footnote 1.
 */
@Network(input = {3, 224, 224})
@Expect(parameters = 61_100_840, macs = 714_188_480)
public interface AlexNetTorchvision {

    /** The last row and column of the image, padded, do not fit another step of 4. */
    @Conv(filters = 64, kernel = 11, stride = 4, padding = 2)
    @Activation(RELU)
    @Named("features.0")
    @Expect(output = {64, 55, 55})
    Layer conv1();

    /** Windows that overlap. */
    @Pool(size = 3, stride = 2)
    Layer pool1();

    /** All maps are read. */
    @Conv(filters = 192, kernel = 5, padding = 2)
    @Activation(RELU)
    @Named("features.3")
    @Expect(output = {192, 27, 27})
    Layer conv2();

    /** As before. */
    @Pool(size = 3, stride = 2)
    Layer pool2();

    /** Wider by a factor. */
    @Conv(filters = 384, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.6")
    @Expect(output = {384, 13, 13})
    Layer conv3();

    /** Narrower again. */
    @Conv(filters = 256, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.8")
    Layer conv4();

    /** Likewise. */
    @Conv(filters = 256, kernel = 3, padding = 1)
    @Activation(RELU)
    @Named("features.10")
    Layer conv5();

    /** 9216 values. */
    @Pool(size = 3, stride = 2)
    @Expect(output = {256, 6, 6})
    Layer pool5();

    /** To 6x6 from any size. */
    @AdaptivePool(size = 6)
    @Dropout(rate = 0.5)
    Layer avgpool();

    /** Dropout stands before the dense layers here. */
    @Dense(units = 4096)
    @Activation(RELU)
    @Dropout(rate = 0.5)
    @Named("classifier.1")
    Layer fc6();

    /** Nothing is dropped after it. */
    @Dense(units = 4096)
    @Activation(RELU)
    @Named("classifier.4")
    Layer fc7();

    /** 1000 classes. */
    @Dense(units = 1000)
    @Named("classifier.6")
    Layer fc8();
}
