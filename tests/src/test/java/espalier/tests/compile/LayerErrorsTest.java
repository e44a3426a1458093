package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors in the other layers. */
class LayerErrorsTest {

    @Test
    void unitsOfZero() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(‹units = ›0) Layer d();
                }
                """).error("""
                        [Espalier:NotPositive] d: units must be at least 1, not 0
                          Write units = 1 or more.
                        """).check();
    }

    @Test
    void dropoutOfEverything() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) @Dropout(‹rate = ›1) Layer d();

                    @Dense(units = 2) Layer e();
                }
                """).error("""
                        [Espalier:OutOfRange] d: rate must be at least 0 and below 1, not 1.0
                          It is the probability to drop a value, usually 0.5 or less.
                        """).check();
    }

    @Test
    void dropoutBelowZero() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) @Dropout(‹rate = ›-0.1) Layer d();

                    @Dense(units = 2) Layer e();
                }
                """).error("""
                        [Espalier:OutOfRange] d: rate must be at least 0 and below 1, not -0.1
                          It is the probability to drop a value, usually 0.5 or less.
                        """).check();
    }

    @Test
    void stochasticDepthOfEverything() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 1, kernel = 3, padding = 1) @StochasticDepth(‹rate = ›1) Layer c();

                    @Add Layer sum(Layer c, Layer input);
                }
                """).error("""
                        [Espalier:OutOfRange] c: rate must be at least 0 and below 1, not 1.0
                          It is the probability to drop an image's values, usually 0.2 or less.
                        """).check();
    }

    @Test
    void batchNormMomentumOfOne() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @BatchNorm(‹momentum = ›1.5) Layer b();
                }
                """).error("""
                        [Espalier:OutOfRange] b: momentum must be from 0 to 1, not 1.5
                          It is the share of the old statistics that is kept, usually 0.9.
                        """).check();
    }

    @Test
    void batchNormEpsilonOfZero() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @BatchNorm(‹epsilon = ›0) Layer b();
                }
                """).error("""
                        [Espalier:OutOfRange] b: epsilon must be greater than 0, not 0.0
                          It keeps the division finite, usually 1e-5.
                        """).check();
    }

    @Test
    void lrnOverAnEvenWindow() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Lrn(‹size = ›4) Layer n();
                }
                """).error("""
                        [Espalier:EvenWindow] n: the window lies around a channel, with as many channels before as after, so size must be odd, not 4
                          Use size = 3 or 5.
                        """).check();
    }

    @Test
    void lrnOverNothing() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Lrn(‹size = ›0) Layer n();
                }
                """).error("""
                        [Espalier:NotPositive] n: size must be at least 1, not 0
                          Write size = 1 or more.
                        """).check();
    }

    @Test
    void lrnOutOfRange() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Lrn(size = 5, ‹alpha = ›-1, ‹beta = ›-0.5, ‹k = ›0) Layer n();
                }
                """).error("""
                        [Espalier:OutOfRange] n: alpha must be at least 0 and finite, not -1.0
                          Usual is 1e-4; it is divided by size.
                        """).error("""
                        [Espalier:OutOfRange] n: beta must be at least 0 and finite, not -0.5
                          Usual is 0.75.
                        """).error("""
                        [Espalier:OutOfRange] n: k must be greater than 0 and finite, not 0.0
                          It keeps the division finite, usually 1 or 2.
                        """).check();
    }

    @Test
    void lrnOfAVector() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) »@Lrn(size = 5) Layer d();
                }
                """).error("""
                        [Espalier:NeedsMap] d: @Lrn takes a map (channels x height x width), but @Dense gives a vector of 10 values
                          input 1x8x8 -> d @Dense 10 -> d @Lrn ✗
                          Normalise before the layer that makes a vector.
                        """).check();
    }

    @Test
    void alphaOfAFunctionWithoutOne() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Activation(value = RELU, ‹alpha = ›0.1) Layer a();
                }
                """).error("""
                        [Espalier:AlphaUnused] a: RELU has no constant alpha
                          Delete alpha; only LEAKY_RELU and ELU have one.
                        """).check();
    }

    @Test
    void softmaxOfAMap() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) »@Softmax Layer c();
                }
                """).error("""
                        [Espalier:NeedsVector] c: @Softmax takes a vector, but @Conv gives a map of 2x6x6
                          input 1x8x8 -> c @Conv 2x6x6 -> c @Softmax ✗
                          Put @Flatten, or @GlobalPool and @Flatten, before it.
                        """).check();
    }

    @Test
    void paddingOfAVector() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) »@Pad(padding = 1) Layer d();
                }
                """).error("""
                        [Espalier:NeedsMap] d: @Pad takes a map (channels x height x width), but @Dense gives a vector of 10 values
                          input 1x8x8 -> d @Dense 10 -> d @Pad ✗
                          Pad before the layer that makes a vector.
                        """).check();
    }

    @Test
    void prototypesOfTheWrongNumber() {
        NetworkCase.of("""
                @Network(input = {4, 1, 1})
                interface Net {
                    @Rbf(units = 3, ‹prototypes = ›{@Bitmap(width = 2, value = {1, 2}), @Bitmap(width = 2, value = {3, 0})}) Layer r();
                }
                """).error("""
                        [Espalier:PrototypeCount] r: prototypes needs one @Bitmap a unit: there are 3 units, but 2 bitmaps
                          Write 3 bitmaps, or units = 2.
                        """).check();
    }

    @Test
    void prototypesOfTheWrongSize() {
        NetworkCase.of("""
                @Network(input = {5, 1, 1})
                interface Net {
                    @Rbf(units = 2, prototypes = {@Bitmap(width = 2, ‹value = ›{1, 2}), @Bitmap(width = 2, value = {3, 0})}) Layer r();
                }
                """).error("""
                        [Espalier:PrototypeSize] r: bitmap 0 has 2 x 2 = 4 pixels, but the input 5x1x1 has 5 values
                          input 5x1x1 -> r ✗
                          Draw bitmaps of 5 pixels, or give the layer above 4 units.
                        """).check();
    }

    @Test
    void bitmapTooWide() {
        NetworkCase.of("""
                @Network(input = {4, 1, 1})
                interface Net {
                    @Rbf(units = 1, prototypes = @Bitmap(‹width = ›33, value = {1, 2})) Layer r();
                }
                """).error("""
                        [Espalier:BitmapWidth] r: width must be from 1 to 32, not 33
                          Draw rows of at most 32 pixels.
                        """).check();
    }

    @Test
    void bitmapWithTooManyBits() {
        NetworkCase.of("""
                @Network(input = {4, 1, 1})
                interface Net {
                    @Rbf(units = 1, prototypes = @Bitmap(width = 2, ‹value = {›0b111, 2})) Layer r();
                }
                """).error("""
                        [Espalier:BitmapBits] r: row 0 of bitmap 0 has bits beyond its width of 2
                          Use at most 2 binary digits a row, or a larger width.
                        """).check();
    }

    @Test
    void sumOfUnequalShapes() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, padding = 1) Layer trunk();

                    @Conv(filters = 2, kernel = 3, padding = 1) Layer a(Layer trunk);

                    @Conv(filters = 2, kernel = 3) Layer b(Layer trunk);

                    »@Add Layer sum(Layer a, Layer b);
                }
                """).error("""
                        [Espalier:ShapesDiffer] sum: @Add needs equal shapes, but a is 2x8x8 and b is 2x6x6
                          they part at trunk:
                            trunk 2x8x8 -> a 2x8x8
                            trunk 2x8x8 -> b 2x6x6
                          Use the same strides on both paths, and padding that keeps the size, such as paddingMode = SAME.
                        """).check();
    }

    @Test
    void sumOfUnequalChannels() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, padding = 1) Layer a();

                    »@Add Layer sum(Layer a, Layer input);
                }
                """).error("""
                        [Espalier:ShapesDiffer] sum: @Add needs equal shapes, but a is 2x8x8 and input is 1x8x8
                          they part at input:
                            input 1x8x8 -> a 2x8x8
                            input 1x8x8
                          Give both paths the same number of channels, for instance by a 1x1 @Conv(filters = 2) on input.
                        """).check();
    }

    @Test
    void productOfUnequalShapes() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, padding = 1) Layer a(Layer input);

                    @Dense(units = 3) Layer b(Layer input);

                    »@Multiply Layer product(Layer a, Layer b);
                }
                """).error("""
                        [Espalier:ShapesDiffer] product: @Multiply needs equal shapes, but a is 2x8x8 and b is 3
                          they part at input:
                            input 1x8x8 -> a 2x8x8
                            input 1x8x8 -> b 3
                          Join maps with maps and vectors with vectors.
                        """).check();
    }

    @Test
    void gateOfAnotherNumberOfChannels() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 4, kernel = 3) Layer a();

                    @GlobalPool Layer squeezed();

                    @Conv(filters = 2, kernel = 1) @Activation(SIGMOID) Layer gate();

                    »@Scale Layer scaled(Layer a, Layer gate);
                }
                """).error("""
                        [Espalier:GateShape] scaled: @Scale needs for a, which is 4x6x6, a gate of 4x1x1, but gate is 2x1x1
                          they part at a:
                            a 4x6x6
                            a 4x6x6 -> squeezed 4x1x1 -> gate 2x1x1
                          End the gate's path with @Conv(filters = 4, kernel = 1).
                        """).check();
    }

    @Test
    void gateThatIsAVector() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 4, kernel = 3) Layer a();

                    @Dense(units = 4) @Activation(SIGMOID) Layer gate();

                    »@Scale Layer scaled(Layer a, Layer gate);
                }
                """).error("""
                        [Espalier:GateShape] scaled: @Scale needs for a, which is 4x6x6, a gate of 4x1x1, but gate is 4
                          they part at a:
                            a 4x6x6
                            a 4x6x6 -> gate 4
                          End the gate's path with @Conv(filters = 4, kernel = 1) in place of the layer that makes a vector.
                        """).check();
    }

    @Test
    void gateOfAWholeMap() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 4, kernel = 3) Layer a();

                    @Conv(filters = 4, kernel = 1) @Activation(SIGMOID) Layer gate();

                    »@Scale Layer scaled(Layer a, Layer gate);
                }
                """).error("""
                        [Espalier:GateShape] scaled: @Scale needs for a, which is 4x6x6, a gate of 4x1x1, but gate is 4x6x6
                          they part at a:
                            a 4x6x6
                            a 4x6x6 -> gate 4x6x6
                          Put @GlobalPool at the start of the gate's path.
                        """).check();
    }

    @Test
    void gateBeforeItsMap() {
        NetworkCase.of("""
                @Network(input = {4, 8, 8})
                interface Net {
                    @GlobalPool @Activation(SIGMOID) Layer gate();

                    »@Scale Layer scaled(Layer gate, Layer input);
                }
                """).error("""
                        [Espalier:GateShape] scaled: @Scale needs for gate, which is 4x1x1, a gate of 4x1x1, but input is 4x8x8
                          they part at input:
                            input 4x8x8 -> gate 4x1x1
                            input 4x8x8
                          Name the map first and its gate second.
                        """).check();
    }

    @Test
    void scaledVector() {
        NetworkCase.of("""
                @Network(input = {4, 8, 8})
                interface Net {
                    @GlobalPool Layer gate();

                    @Dense(units = 4) Layer d(Layer input);

                    »@Scale Layer scaled(Layer d, Layer gate);
                }
                """).error("""
                        [Espalier:NeedsMap] scaled: @Scale takes a map (channels x height x width), but d gives a vector of 4 values
                          Scale before the layer that makes a vector.
                        """).check();
    }

    @Test
    void concatenationOfUnequalHeights() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer a(Layer input);

                    @Conv(filters = 2, kernel = {5, 3}) Layer b(Layer input);

                    »@Concat Layer both(Layer a, Layer b);
                }
                """).error("""
                        [Espalier:ShapesDiffer] both: @Concat needs equal heights and widths, but a is 2x6x6 and b is 2x4x6
                          they part at input:
                            input 1x8x8 -> a 2x6x6
                            input 1x8x8 -> b 2x4x6
                          Use the same strides on both paths, and padding that keeps the size, such as paddingMode = SAME.
                        """).check();
    }

    @Test
    void concatenationOfAMapAndAVector() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer a(Layer input);

                    @Dense(units = 3) Layer b(Layer input);

                    »@Concat Layer both(Layer a, Layer b);
                }
                """).error("""
                        [Espalier:ShapesDiffer] both: @Concat needs only maps or only vectors, but a is 2x6x6 and b is 3
                          they part at input:
                            input 1x8x8 -> a 2x6x6
                            input 1x8x8 -> b 3
                          Flatten the map first, or join before the layer that makes a vector.
                        """).check();
    }

    @Test
    void largerThanAnArray() {
        NetworkCase.of("""
                @Network(input = {3, 2_000, 2_000})
                interface Net {
                    @Conv(‹filters = ›1_000, kernel = 3) Layer c();
                }
                """).error("""
                        [Espalier:TooLarge] c: its result 1000x1998x1998 would take 3,992,035,984 values in memory, but a Java array holds at most 2,147,483,639
                          input 3x2000x2000 -> c ✗
                          Make filters smaller, or what the layer reads.
                        """).check();
    }

    @Test
    void inputLargerThanAnArray() {
        NetworkCase.of("""
                @Network(‹input = ›{3, 60_000, 60_000})
                interface Net {
                    @Conv(filters = 1, kernel = 3) Layer c();
                }
                """).error("""
                        [Espalier:TooLarge] input: the input 3x60000x60000 would take 10,800,000,000 values in memory, but a Java array holds at most 2,147,483,639
                          Make it smaller.
                        """).check();
    }

    @Test
    void weightsLargerThanAnArray() {
        NetworkCase.of("""
                @Network(input = {3, 200, 200})
                interface Net {
                    @Dense(‹units = ›100_000) Layer d();
                }
                """).error("""
                        [Espalier:TooLarge] d: its weight would take 12,000,000,000 values in memory, but a Java array holds at most 2,147,483,639
                          input 3x200x200 -> d ✗
                          Make units smaller, or what the layer reads.
                        """).check();
    }
}
