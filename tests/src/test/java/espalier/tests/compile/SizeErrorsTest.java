package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors in networks for several sizes of input. */
class SizeErrorsTest {

    @Test
    void sizesThatAreNone() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8}, sizes = {@Size(»0), @Size(»{4, 5, 6}), @Size(‹{6, ›-1}), @Size(7)})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }
                """).error("""
                        [Espalier:NotPositive] Net: size must be at least 1, not 0
                          Write size = 1 or more.
                        """).error("""
                        [Espalier:ValueCount] Net: @Size takes one value, or {vertical, horizontal}, not 3 values
                          Write for example @Size(180), or @Size({180, 320}).
                        """).error("""
                        [Espalier:NotPositive] Net: size must be at least 1, not -1
                          Write size = 1 or more.
                        """).check();
    }

    @Test
    void sizesThatAreRepeated() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8}, sizes = {@Size(»8), @Size(7), @Size(»{7, 7})})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }
                """).error("""
                        [Espalier:SizeRepeated] Net: the size 8x8 is given twice
                          Delete it; input is a size as well.
                        """).error("""
                        [Espalier:SizeRepeated] Net: the size 7x7 is given twice
                          Delete it; input is a size as well.
                        """).check();
    }

    @Test
    void layerThatFitsOneSizeAlone() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8}, sizes = {@Size({8, 9}), @Size(4)})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Conv(filters = 2, ‹kernel = ›3) Layer d();

                    @GlobalPool Layer pool();
                }
                """).error("""
                        [Espalier:KernelTooLarge] d: kernel 3x3 does not fit its input 2x2x2 (padding 0)
                          input 1x4x4 -> c 2x2x2 -> d ✗
                          for images of 1x4x4
                          Use a kernel of at most 2, or padding of at least 1.
                        """).check();
    }

    @Test
    void parametersThatDependOnTheSize() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8}, sizes = @Size({8, 9}))
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    »@Dense(units = 10) Layer d();
                }
                """).error("""
                        [Espalier:SizesDiffer] d: d.weight is 10 x 72 for images of 1x8x8, but 10 x 84 for images of 1x8x9, so that the sizes cannot share it
                          for images of 1x8x9
                          Put @SpatialPyramid, @AdaptivePool or @GlobalPool before this layer, or delete the size.
                        """).check();
    }

    @Test
    void sizeThatIsTooLarge() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8}, sizes = @Size(»{100_000, 100_000}))
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }
                """).error("""
                        [Espalier:TooLarge] input: the input 1x100000x100000 would take 10,000,000,000 values in memory, but a Java array holds at most 2,147,483,639
                          Make it smaller.
                        """).check();
    }

    /** At 8x8 each budget is kept, at 9x9 exceeded. */
    @Test
    void budgetsThatALargerSizeExceeds() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8}, sizes = @Size(9))
                @Budget(‹maxMacs = ›648, maxParameters = 20)
                interface Net {
                    @Conv(filters = 2, kernel = 3)
                    @Budget(maxMacs = 882, ‹maxActivationBytes = ›288) Layer c();
                }
                """).error("""
                        [Espalier:MacBudget] Net: 882 multiply-adds exceed the budget of 648 by 234
                          c (Conv 3x3): 882
                          for images of 1x9x9
                          Make the largest contributors smaller, or raise the budget.
                        """).error("""
                        [Espalier:ActivationBudget] c: 392 bytes of activations exceed the budget of 288 by 104
                          2x7x7 values of 4 bytes
                          for images of 1x9x9
                          Make the largest contributors smaller, pool earlier, or raise the budget.
                        """).check();
    }

    @Test
    void activationsThatALargerSizeExceeds() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8}, sizes = {@Size(9), @Size(10)})
                @Budget(‹maxActivationBytes = ›672)
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @GlobalPool @Flatten Layer pooled();

                    @Dense(units = 10) Layer logits();
                }
                """).error("""
                        [Espalier:ActivationBudget] Net: 844 bytes of activations exceed the budget of 672 by 172
                          c (Conv 3x3): 392
                          logits (Dense): 40
                          pooled (GlobalAvgPool, Flatten): 8
                          for images of 1x9x9
                          Make the largest contributors smaller, pool earlier, or raise the budget.
                        """).check();
    }

    /** It is said once, of the main size. */
    @Test
    void budgetThatEverySizeExceeds() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8}, sizes = @Size(9))
                @Budget(‹maxMacs = ›600)
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();
                }
                """).error("""
                        [Espalier:MacBudget] Net: 648 multiply-adds exceed the budget of 600 by 48
                          c (Conv 3x3): 648
                          Make the largest contributors smaller, or raise the budget.
                        """).check();
    }

    /** Exact claims are about the main size. */
    @Test
    void claimsOfTheMainSize() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8}, sizes = @Size(9))
                @Expect(output = {2, 6, 6}, macs = 648)
                interface Net {
                    @Conv(filters = 2, kernel = 3)
                    @Expect(output = {2, 6, 6}, macs = 648) Layer c();
                }
                """).check();
    }

    /** What holds at every size is said once. */
    @Test
    void warningOfSeveralSizes() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8}, sizes = {@Size(9), @Size(11)})
                interface Net {
                    »@Conv(filters = 2, kernel = 3) @BatchNorm Layer c();

                    @Conv(filters = 2, kernel = 2, ‹stride = ›2) Layer d();
                }
                """).warning("""
                        [Espalier:RedundantBias] c: the bias has no effect, because the batch norm after it subtracts the mean
                          Write bias = false.
                        """).warning("""
                        [Espalier:UnreadRows] d: stride 2x2 leaves the last 1 row and 1 column of the input 2x7x7 unread
                          rows: (7 + 0 - 2) / 2 leaves 1
                          columns: (7 + 0 - 2) / 2 leaves 1
                          for images of 1x9x9
                          Change kernel, stride or padding, or accept it with @SuppressWarnings("Espalier:UnreadRows").
                        """).check();
    }
}
