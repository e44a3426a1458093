package espalier.samples.networks;

import static espalier.dsl.Activation.Kind.SCALED_TANH;

import espalier.dsl.Activation;
import espalier.dsl.Bitmap;
import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.Expect;
import espalier.dsl.Layer;
import espalier.dsl.Maps;
import espalier.dsl.Network;
import espalier.dsl.Rbf;
import espalier.dsl.Subsample;

/**
 * LeNet-5 as published: exactly 60,000 trainable parameters.
 *
 * <p>The filters of {@code c3} read the input maps that the paper's table I connects them to; {@code s2} and {@code s4}
 * add four neighbours, multiply the sum by a trainable weight and add a trainable bias, one of each a map; every layer
 * is squashed by 1.7159 tanh(2x/3); and each output is the squared distance between the 84 values of {@code f6} and a
 * drawing of its digit in 7x12 pixels of +1 and -1, so that the smallest output wins. The drawings were made for this
 * project and are not trained. The paper counts 340,068 connections: 122,304 of {@code c1}, 5,880 of {@code s2}, 151,600
 * of {@code c3}, 2,000 of {@code s4}, 48,120 of {@code c5} and 10,164 of {@code f6}, with those to biases and in the
 * subsampling, which are no multiply-adds here.
 *
 * <p>Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-Based Learning Applied to Document Recognition, Proceedings
 * of the IEEE 86(11), 1998, section II.B, figure 2 and table I.
 */
@Network(input = {1, 32, 32})
@Expect(parameters = 60_000, macs = 325_680)
public interface LeNet5Classic {

    /** Six filters of 25 weights and a bias. */
    @Conv(filters = 6, kernel = 5)
    @Activation(SCALED_TANH)
    @Expect(
            output = {6, 28, 28},
            parameters = 156,
            receptiveField = 5)
    Layer c1();

    /** A weight and a bias for each of six maps. */
    @Subsample(size = 2)
    @Activation(SCALED_TANH)
    @Expect(
            output = {6, 14, 14},
            parameters = 12)
    Layer s2();

    /** Six filters of three neighbouring maps, six of four neighbouring, three of four apart, one of all: table I. */
    @Conv(
            filters = 16,
            kernel = 5,
            connections = {
                @Maps({0, 1, 2}),
                @Maps({1, 2, 3}),
                @Maps({2, 3, 4}),
                @Maps({3, 4, 5}),
                @Maps({0, 4, 5}),
                @Maps({0, 1, 5}),
                @Maps({0, 1, 2, 3}),
                @Maps({1, 2, 3, 4}),
                @Maps({2, 3, 4, 5}),
                @Maps({0, 3, 4, 5}),
                @Maps({0, 1, 4, 5}),
                @Maps({0, 1, 2, 5}),
                @Maps({0, 1, 3, 4}),
                @Maps({1, 2, 4, 5}),
                @Maps({0, 2, 3, 5}),
                @Maps({0, 1, 2, 3, 4, 5})
            })
    @Activation(SCALED_TANH)
    @Expect(
            output = {16, 10, 10},
            parameters = 1_516,
            macs = 150_000)
    Layer c3();

    /** A weight and a bias for each of sixteen maps. */
    @Subsample(size = 2)
    @Activation(SCALED_TANH)
    @Expect(
            output = {16, 5, 5},
            parameters = 32)
    Layer s4();

    /** 120 filters as large as their input; still a convolution, so that a larger image would give larger maps. */
    @Conv(filters = 120, kernel = 5)
    @Activation(SCALED_TANH)
    @Expect(
            output = {120, 1, 1},
            parameters = 48_120)
    Layer c5();

    /** As many units as a drawing has pixels. */
    @Dense(units = 84)
    @Activation(SCALED_TANH)
    @Expect(output = 84, parameters = 10_164)
    Layer f6();

    /** The squared distance to the drawing of each digit, from 0 to 9. */
    @Rbf(
            units = 10,
            prototypes = {
                @Bitmap(
                        width = 7,
                        value = {
                            0b0000000, //
                            0b0011100, //
                            0b0110110, //
                            0b1100011, //
                            0b1100011, //
                            0b1100011, //
                            0b1100011, //
                            0b1100011, //
                            0b1100011, //
                            0b0110110, //
                            0b0011100, //
                            0b0000000
                        }),
                @Bitmap(
                        width = 7,
                        value = {
                            0b0000000, //
                            0b0001100, //
                            0b0011100, //
                            0b0111100, //
                            0b0001100, //
                            0b0001100, //
                            0b0001100, //
                            0b0001100, //
                            0b0001100, //
                            0b0001100, //
                            0b0111111, //
                            0b0000000
                        }),
                @Bitmap(
                        width = 7,
                        value = {
                            0b0000000, //
                            0b0111110, //
                            0b1100011, //
                            0b1100011, //
                            0b0000011, //
                            0b0000110, //
                            0b0001100, //
                            0b0011000, //
                            0b0110000, //
                            0b1100000, //
                            0b1111111, //
                            0b0000000
                        }),
                @Bitmap(
                        width = 7,
                        value = {
                            0b0000000, //
                            0b0111110, //
                            0b1100011, //
                            0b0000011, //
                            0b0000011, //
                            0b0011110, //
                            0b0000011, //
                            0b0000011, //
                            0b0000011, //
                            0b1100011, //
                            0b0111110, //
                            0b0000000
                        }),
                @Bitmap(
                        width = 7,
                        value = {
                            0b0000000, //
                            0b0000110, //
                            0b0001110, //
                            0b0011110, //
                            0b0110110, //
                            0b1100110, //
                            0b1100110, //
                            0b1111111, //
                            0b0000110, //
                            0b0000110, //
                            0b0000110, //
                            0b0000000
                        }),
                @Bitmap(
                        width = 7,
                        value = {
                            0b0000000, //
                            0b1111111, //
                            0b1100000, //
                            0b1100000, //
                            0b1100000, //
                            0b1111110, //
                            0b0000011, //
                            0b0000011, //
                            0b0000011, //
                            0b1100011, //
                            0b0111110, //
                            0b0000000
                        }),
                @Bitmap(
                        width = 7,
                        value = {
                            0b0000000, //
                            0b0011110, //
                            0b0110000, //
                            0b1100000, //
                            0b1100000, //
                            0b1111110, //
                            0b1100011, //
                            0b1100011, //
                            0b1100011, //
                            0b1100011, //
                            0b0111110, //
                            0b0000000
                        }),
                @Bitmap(
                        width = 7,
                        value = {
                            0b0000000, //
                            0b1111111, //
                            0b0000011, //
                            0b0000011, //
                            0b0000110, //
                            0b0000110, //
                            0b0001100, //
                            0b0001100, //
                            0b0011000, //
                            0b0011000, //
                            0b0011000, //
                            0b0000000
                        }),
                @Bitmap(
                        width = 7,
                        value = {
                            0b0000000, //
                            0b0111110, //
                            0b1100011, //
                            0b1100011, //
                            0b1100011, //
                            0b0111110, //
                            0b1100011, //
                            0b1100011, //
                            0b1100011, //
                            0b1100011, //
                            0b0111110, //
                            0b0000000
                        }),
                @Bitmap(
                        width = 7,
                        value = {
                            0b0000000, //
                            0b0111110, //
                            0b1100011, //
                            0b1100011, //
                            0b1100011, //
                            0b1100011, //
                            0b0111111, //
                            0b0000011, //
                            0b0000011, //
                            0b0000110, //
                            0b0111100, //
                            0b0000000
                        })
            })
    @Expect(output = 10, parameters = 0)
    Layer distances();
}
