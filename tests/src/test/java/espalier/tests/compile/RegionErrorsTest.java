package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors of networks that read regions. */
class RegionErrorsTest {

    @Test
    void poolingWithoutRegions() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @Conv(filters = 4, kernel = 3) Layer map();

                    »@RoiPool(size = 7, scale = 1) Layer pooled(Layer map);
                }
                """).error("""
                        [Espalier:RegionsMissing] pooled: @RoiPool pools regions, but the method has no parameter that names them
                          Declare it as: Layer pooled(Layer map, Regions boxes).
                        """).check();
    }

    @Test
    void regionsThatNothingPools() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @RoiPool(size = 7, scale = 1) Layer pooled(Regions boxes);

                    @Dense(units = 4) Layer d(Layer pooled, Regions »boxes);
                }
                """).error("""
                        [Espalier:RegionsUnread] d: only @RoiPool reads regions, but the method has the parameter boxes and no @RoiPool
                          Delete the parameter: layers behind @RoiPool compute a row for each region by themselves.
                        """).check();
    }

    @Test
    void regionsOfTwoNames() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @RoiPool(size = 3, scale = 1) Layer a(Layer input, Regions boxes);

                    @RoiPool(size = 3, scale = 1) Layer b(Layer input, Regions »rois);

                    @Add Layer sum(Layer a, Layer b);
                }
                """).error("""
                        [Espalier:TwoRegions] b: a network has one input of regions, which is called boxes, but here is another, rois
                          Name it boxes wherever it is read, and once in a method.
                        """).check();
    }

    @Test
    void twoRegionsOfOneMethod() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @RoiPool(size = 3, scale = 1) Layer a(Layer input, Regions boxes, Regions »rois);
                }
                """).error("""
                        [Espalier:TwoRegions] a: a network has one input of regions, which is called boxes, but here is another, rois
                          Name it boxes wherever it is read, and once in a method.
                        """).check();
    }

    @Test
    void regionsCalledAsALayer() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @Conv(filters = 4, kernel = 3) Layer map();

                    @RoiPool(size = 3, scale = 1) Layer a(Regions »map);
                }
                """).error("""
                        [Espalier:RegionsName] a: the regions cannot be called map, which is the name of a layer
                          Give the parameter another name, such as boxes.
                        """).check();
    }

    @Test
    void regionsCalledInput() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @RoiPool(size = 3, scale = 1) Layer a(Regions »input);
                }
                """).error("""
                        [Espalier:RegionsName] a: the regions cannot be called input, which is the name of the network's images
                          Give the parameter another name, such as boxes.
                        """).check();
    }

    @Test
    void poolingOfTwoMaps() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @Conv(filters = 4, kernel = 3) Layer map();

                    @RoiPool(size = 3, scale = 1) Layer a(Layer map, Layer »input, Regions boxes);
                }
                """).error("""
                        [Espalier:TooManyInputs] a: @RoiPool takes one input, but the method names 2: map and input
                          Name one layer, or join them first with @Add or @Concat.
                        """).check();
    }

    @Test
    void joinOfRegionsAndImages() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @RoiPool(size = 16, scale = 1) Layer pooled(Layer input, Regions boxes);

                    @Conv(filters = 3, kernel = 1) Layer c();

                    »@Add Layer sum(Layer input, Layer c);
                }
                """).error("""
                        [Espalier:RowsDiffer] sum: @Add cannot join c, which has a row for each region, with input, which has one for each image
                          Join layers that are both before or both behind @RoiPool.
                        """).check();
    }

    @Test
    void regionsInABlock() {
        NetworkCase.of("""
                @Block
                interface Part {
                    @RoiPool(size = 5, scale = 1) Layer a(Regions »boxes);
                }

                @Network(input = {3, 16, 16})
                interface Net {
                    @Use(Part.class) Layer part();
                }
                """).error("""
                        [Espalier:RegionsInBlock] a: regions are an input of the network, which a block does not see
                          Put @RoiPool into the network, before or behind the uses of the block.
                        """).check();
    }

    @Test
    void regionsOfRegions() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @RoiPool(size = 5, scale = 1) Layer a(Regions boxes);

                    »@RoiPool(size = 3, scale = 1) Layer b(Regions boxes);
                }
                """).error("""
                        [Espalier:RegionsOfRegions] b: @RoiPool takes a map of images, but a has a row for each region already
                          input 3x16x16 -> a 3x5x5 -> b ✗
                          Read a layer before the other @RoiPool.
                        """).check();
    }

    @Test
    void scaleOfZero() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @RoiPool(size = 3, ‹scale = ›0) Layer a(Regions boxes);
                }
                """).error("""
                        [Espalier:OutOfRange] a: scale must be above 0 and finite, not 0.0
                          Write 1 over the strides before it, such as 1.0 / 16.
                        """).check();
    }

    @Test
    void sizeOfZero() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @RoiPool(‹size = {3, ›0}, scale = 1) Layer a(Regions boxes);
                }
                """).error("""
                        [Espalier:NotPositive] a: size must be at least 1, not 0
                          Write size = 1 or more.
                        """).check();
    }

    @Test
    void sizeBeyondAnArray() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @RoiPool(‹size = ›100_000, scale = 1) Layer a(Regions boxes);
                }
                """).error("""
                        [Espalier:TooLarge] a: its result would take 30,000,000,000 values in memory, but a Java array holds at most 2,147,483,639
                          input 3x16x16 -> a ✗
                          Make size smaller, or what the layer reads.
                        """).check();
    }

    @Test
    void poolingOfAVector() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @Dense(units = 5) Layer v();

                    »@RoiPool(size = 3, scale = 1) Layer a(Regions boxes);
                }
                """).error("""
                        [Espalier:NeedsMap] a: @RoiPool takes a map (channels x height x width), but v gives a vector of 5 values
                          input 3x16x16 -> v 5 -> a ✗
                          Pool before the layer that makes a vector.
                        """).check();
    }

    @Test
    void parameterOfAnotherType() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @RoiPool(size = 3, scale = 1) Layer a(Layer input, float[] »boxes);
                }
                """).error("""
                        [Espalier:ParameterType] a: a parameter names a layer that is read and so has the type Layer, but boxes has the type float[]
                          Declare it as: Layer boxes, or for @RoiPool's boxes as Regions. Sizes and counts belong in the annotations.
                        """).check();
    }
}
