package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors in pooling and subsampling. */
class PoolingErrorsTest {

    @Test
    void windowLargerThanItsInput() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Pool(‹size = ›7) Layer p();
                }
                """).error("""
                        [Espalier:WindowTooLarge] p: window 7x7 does not fit its input 2x6x6 (padding 0)
                          input 1x8x8 -> c 2x6x6 -> p ✗
                          Use a size of at most 6.
                        """).check();
    }

    @Test
    void sizeOfZero() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Pool(‹size = ›0) Layer p();
                }
                """).error("""
                        [Espalier:NotPositive] p: size must be at least 1, not 0
                          Write size = 1 or more.
                        """).check();
    }

    @Test
    void strideOfZero() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Pool(size = 2, ‹stride = {1, ›0}) Layer p();
                }
                """).error("""
                        [Espalier:NotPositive] p: stride must be at least 1, not 0
                          Write stride = 1 or more.
                        """).check();
    }

    @Test
    void negativePadding() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Pool(size = 2, ‹padding = ›-1) Layer p();
                }
                """).error("""
                        [Espalier:Negative] p: padding must be at least 0, not -1
                          Write padding = 0 or more.
                        """).check();
    }

    @Test
    void paddingAsLargeAsTheWindow() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Pool(size = 2, ‹padding = ›2) Layer p();
                }
                """).error("""
                        [Espalier:PoolPadding] p: padding 2 must be smaller than the window 2x2, or a window could lie in the padding alone
                          Use a padding of at most 1, or a larger window.
                        """).check();
    }

    @Test
    void paddingBesideAPaddingMode() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Pool(size = 2, ‹padding = ›1, paddingMode = Conv.Padding.VALID) Layer p();
                }
                """).error("""
                        [Espalier:PaddingConflict] p: paddingMode VALID computes the padding itself, but padding is given as well
                          Delete the padding, or use paddingMode EXPLICIT.
                        """).check();
    }

    @Test
    void poolingOfAVector() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) Layer d();

                    »@Pool(size = 1) Layer p();
                }
                """).error("""
                        [Espalier:NeedsMap] p: @Pool takes a map (channels x height x width), but d gives a vector of 10 values
                          input 1x8x8 -> d 10 -> p ✗
                          Pool before the layer that makes a vector.
                        """).check();
    }

    @Test
    void globalPoolingOfAVector() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) »@GlobalPool Layer d();
                }
                """).error("""
                        [Espalier:NeedsMap] d: @GlobalPool takes a map (channels x height x width), but @Dense gives a vector of 10 values
                          input 1x8x8 -> d @Dense 10 -> d @GlobalPool ✗
                          Pool before the layer that makes a vector.
                        """).check();
    }

    @Test
    void subsamplingWindowTooLarge() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Subsample(‹size = ›{2, 9}) Layer s();
                }
                """).error("""
                        [Espalier:WindowTooLarge] s: window 2x9 does not fit its input 1x8x8 (padding 0)
                          input 1x8x8 -> s ✗
                          Use a size of at most 2x8.
                        """).check();
    }

    @Test
    void subsamplingOfAVector() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) Layer d();

                    »@Subsample(size = 2) Layer s();
                }
                """).error("""
                        [Espalier:NeedsMap] s: @Subsample takes a map (channels x height x width), but d gives a vector of 10 values
                          input 1x8x8 -> d 10 -> s ✗
                          Subsample before the layer that makes a vector.
                        """).check();
    }
}
