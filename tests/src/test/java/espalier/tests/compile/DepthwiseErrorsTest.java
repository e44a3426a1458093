package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors in depthwise convolutions. */
class DepthwiseErrorsTest {

    @Test
    void kernelLargerThanItsInput() {
        NetworkCase.of("""
                @Network(input = {3, 4, 8})
                interface Net {
                    @Depthwise(‹kernel = ›5) Layer d();
                }
                """).error("""
                        [Espalier:KernelTooLarge] d: kernel 5x5 does not fit its input 3x4x8 (padding 0)
                          input 3x4x8 -> d ✗
                          Use a kernel of at most 4x5, or padding of at least 1.
                        """).check();
    }

    @Test
    void multiplierOfZero() {
        NetworkCase.of("""
                @Network(input = {3, 8, 8})
                interface Net {
                    @Depthwise(‹multiplier = ›0, kernel = 3) Layer d();
                }
                """).error("""
                        [Espalier:NotPositive] d: multiplier must be at least 1, not 0
                          Write multiplier = 1 or more.
                        """).check();
    }

    @Test
    void multiplierBeyondAnArray() {
        NetworkCase.of("""
                @Network(input = {1024, 8, 8})
                interface Net {
                    @Depthwise(‹multiplier = ›10_000_000, kernel = 3) Layer d();
                }
                """).error("""
                        [Espalier:TooLarge] d: its bias would take 10,240,000,000 values in memory, but a Java array holds at most 2,147,483,639
                          input 1024x8x8 -> d ✗
                          Make multiplier smaller, or what the layer reads.
                        """).check();
    }

    @Test
    void paddingBesideAPaddingMode() {
        NetworkCase.of("""
                @Network(input = {3, 8, 8})
                interface Net {
                    @Depthwise(kernel = 3, ‹padding = ›1, paddingMode = Conv.Padding.SAME) Layer d();
                }
                """).error("""
                        [Espalier:PaddingConflict] d: paddingMode SAME computes the padding itself, but padding is given as well
                          Delete the padding, or use paddingMode EXPLICIT.
                        """).check();
    }

    @Test
    void onAVector() {
        NetworkCase.of("""
                @Network(input = {3, 8, 8})
                interface Net {
                    @Dense(units = 5) Layer v();

                    »@Depthwise(kernel = 3) Layer d();
                }
                """).error("""
                        [Espalier:NeedsMap] d: @Depthwise takes a map (channels x height x width), but v gives a vector of 5 values
                          input 3x8x8 -> v 5 -> d ✗
                          Put @Depthwise before the layer that makes a vector.
                        """).check();
    }

    @Test
    void besideAConvolution() {
        NetworkCase.of("""
                @Network(input = {3, 8, 8})
                interface Net {
                    @Depthwise(kernel = 3) »@Conv(filters = 4, kernel = 1) Layer d();
                }
                """).error("""
                        [Espalier:TwoWeights] d: @Depthwise and @Conv both have weights, which would both be called d.weight
                          Write them as two methods.
                        """).check();
    }
}
