package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.RELU;

import espalier.dsl.Activation;
import espalier.dsl.Conv;
import espalier.dsl.Expect;
import espalier.dsl.Layer;
import espalier.dsl.Network;

/**
 * The context network that refines maps of class scores, a pixel a prediction: the basic form, for the 21 classes of
 * Pascal VOC.
 *
 * <p>To label every pixel a network must see far without losing resolution, which pooling and strides would. Dilated
 * kernels leave gaps between their taps; with the gap doubled from layer to layer, what a pixel sees grows
 * exponentially while parameters grow linearly: 67x67 pixels by eight layers of about 64 C² weights together, and every
 * map as large as its input. The claims on the layers are the rows of the paper's table. The paper starts the layers as
 * identities, so that they add to a trained front end without disturbing it.
 *
 * <p>F. Yu, V. Koltun: Multi-Scale Context Aggregation by Dilated Convolutions, ICLR 2016, table 1 and section 3.
 */
@Network(input = {21, 64, 64})
@Expect(parameters = 28_392, macs = 115_605_504)
public interface ContextNetwork {

    /** The first layer sees the neighbours. */
    @Conv(filters = 21, kernel = 3, padding = 1)
    @Activation(RELU)
    @Expect(
            output = {21, 64, 64},
            parameters = 3_990,
            receptiveField = 3)
    Layer layer1();

    /** Like any second layer. */
    @Conv(filters = 21, kernel = 3, padding = 1)
    @Activation(RELU)
    @Expect(
            output = {21, 64, 64},
            parameters = 3_990,
            receptiveField = 5)
    Layer layer2();

    /** Dilation doubles from here on, and what is seen with it. */
    @Conv(filters = 21, kernel = 3, padding = 2, dilation = 2)
    @Activation(RELU)
    @Expect(
            output = {21, 64, 64},
            parameters = 3_990,
            receptiveField = 9)
    Layer layer3();

    /** Every fourth pixel. */
    @Conv(filters = 21, kernel = 3, padding = 4, dilation = 4)
    @Activation(RELU)
    @Expect(
            output = {21, 64, 64},
            parameters = 3_990,
            receptiveField = 17)
    Layer layer4();

    /** Every eighth. */
    @Conv(filters = 21, kernel = 3, padding = 8, dilation = 8)
    @Activation(RELU)
    @Expect(
            output = {21, 64, 64},
            parameters = 3_990,
            receptiveField = 33)
    Layer layer5();

    /** Every sixteenth: 65x65 are seen with six layers of nine taps. */
    @Conv(filters = 21, kernel = 3, padding = 16, dilation = 16)
    @Activation(RELU)
    @Expect(
            output = {21, 64, 64},
            parameters = 3_990,
            receptiveField = 65)
    Layer layer6();

    /** Without dilation, to smooth. */
    @Conv(filters = 21, kernel = 3, padding = 1)
    @Activation(RELU)
    @Expect(
            output = {21, 64, 64},
            parameters = 3_990,
            receptiveField = 67)
    Layer layer7();

    /** The scores, refined. */
    @Conv(filters = 21, kernel = 1)
    @Expect(
            output = {21, 64, 64},
            parameters = 462,
            receptiveField = 67)
    Layer scores();
}
