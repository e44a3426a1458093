package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors in adaptive pools, pyramids and upsampling, and receptive fields that these make fractions of. */
class ResamplingErrorsTest {

    @Test
    void moreBinsThanTheInputHas() {
        NetworkCase.of("""
                @Network(input = {3, 6, 6})
                interface Net {
                    @AdaptivePool(‹size = ›7) Layer p();
                }
                """).error("""
                        [Espalier:TooManyBins] p: size 7x7 asks for more bins than the input 3x6x6 has rows or columns
                          input 3x6x6 -> p ✗
                          Use at most 6, or pool later where the map is small.
                        """).check();
    }

    @Test
    void moreBinsInOneDirection() {
        NetworkCase.of("""
                @Network(input = {3, 6, 4})
                interface Net {
                    @AdaptivePool(‹size = ›{3, 5}) Layer p();
                }
                """).error("""
                        [Espalier:TooManyBins] p: size 3x5 asks for more bins than the input 3x6x4 has rows or columns
                          input 3x6x4 -> p ✗
                          Use at most 3x4, or pool later where the map is small.
                        """).check();
    }

    @Test
    void adaptivePoolOfNoRows() {
        NetworkCase.of("""
                @Network(input = {3, 6, 4})
                interface Net {
                    @AdaptivePool(‹size = ›0) Layer p();
                }
                """).error("""
                        [Espalier:NotPositive] p: size must be at least 1, not 0
                          Write size = 1 or more.
                        """).check();
    }

    @Test
    void adaptivePoolOfAVector() {
        NetworkCase.of("""
                @Network(input = {3, 6, 4})
                interface Net {
                    @Dense(units = 5) Layer v();

                    »@AdaptivePool(size = 1) Layer p();
                }
                """).error("""
                        [Espalier:NeedsMap] p: @AdaptivePool takes a map (channels x height x width), but v gives a vector of 5 values
                          input 3x6x4 -> v 5 -> p ✗
                          Pool before the layer that makes a vector.
                        """).check();
    }

    @Test
    void pyramidLevelAboveTheMap() {
        NetworkCase.of("""
                @Network(input = {3, 6, 5})
                interface Net {
                    @SpatialPyramid(‹levels = {4, ›6, 1}) Layer p();
                }
                """).error("""
                        [Espalier:TooManyBins] p: level 6 asks for more bins than the input 3x6x5 has rows or columns
                          input 3x6x5 -> p ✗
                          Use at most 5, or pool later where the map is small.
                        """).check();
    }

    @Test
    void pyramidWithoutLevels() {
        NetworkCase.of("""
                @Network(input = {3, 6, 5})
                interface Net {
                    @SpatialPyramid(‹levels = ›{}) Layer p();
                }
                """).error("""
                        [Espalier:ValueCount] p: levels takes one or more values, not no values
                          Write for example levels = {4, 2, 1}.
                        """).check();
    }

    @Test
    void pyramidOfANegativeLevel() {
        NetworkCase.of("""
                @Network(input = {3, 6, 5})
                interface Net {
                    @SpatialPyramid(‹levels = {2, ›-1}) Layer p();
                }
                """).error("""
                        [Espalier:NotPositive] p: levels must be at least 1, not -1
                          Write levels = 1 or more.
                        """).check();
    }

    @Test
    void upsamplingByNothing() {
        NetworkCase.of("""
                @Network(input = {3, 6, 5})
                interface Net {
                    @Upsample(‹factor = ›0) Layer u();
                }
                """).error("""
                        [Espalier:NotPositive] u: factor must be at least 1, not 0
                          Write factor = 1 or more.
                        """).check();
    }

    @Test
    void upsamplingBeyondAnArray() {
        NetworkCase.of("""
                @Network(input = {3, 1000, 1000})
                interface Net {
                    @Upsample(‹factor = ›100) Layer u();
                }
                """).error("""
                        [Espalier:TooLarge] u: its result would take 30,000,000,000 values in memory, but a Java array holds at most 2,147,483,639
                          input 3x1000x1000 -> u ✗
                          Make factor smaller, or what the layer reads.
                        """).check();
    }

    @Test
    void upsamplingAVector() {
        NetworkCase.of("""
                @Network(input = {3, 6, 4})
                interface Net {
                    @Dense(units = 5) Layer v();

                    »@Upsample(factor = 2) Layer u();
                }
                """).error("""
                        [Espalier:NeedsMap] u: @Upsample takes a map (channels x height x width), but v gives a vector of 5 values
                          input 3x6x4 -> v 5 -> u ✗
                          Upsample before the layer that makes a vector.
                        """).check();
    }

    @Test
    void receptiveFieldBehindUpsampling() {
        NetworkCase.of("""
                @Network(input = {3, 16, 16})
                interface Net {
                    @Conv(filters = 4, kernel = 2, stride = 2) @Expect(receptiveField = 2) Layer down();

                    @Upsample(factor = 4) @Expect(receptiveField = 2) Layer up();

                    @Conv(filters = 4, kernel = 4) @Expect(‹receptiveField = ›5) Layer c();

                    @Conv(filters = 4, kernel = 2) @Expect(receptiveField = 4) Layer d();
                }
                """).error("""
                        [Espalier:ReceptiveFieldMismatch] c: a receptive field of 5x5 is claimed, but it is 4x4
                          input 3x16x16 -> down 4x8x8 -> up 4x32x32 -> c 4x29x29
                          one value of each sees: input 1x1 -> down 2x2 -> up 2x2 -> c 4x4
                          Correct the layers, or the claim: receptiveField = 4.
                        """).check();
    }
}
