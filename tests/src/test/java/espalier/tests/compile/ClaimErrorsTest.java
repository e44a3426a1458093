package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Claims that do not hold, and budgets that are exceeded. */
class ClaimErrorsTest {

    @Test
    void output() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) @Expect(‹output = ›{2, 8, 8}) Layer c();
                }
                """).error("""
                        [Espalier:OutputMismatch] c: output should be 2x8x8, but is 2x6x6
                          input 1x8x8 -> c 2x6x6
                          Correct the layer, or the claim: output = {2, 6, 6}.
                        """).check();
    }

    @Test
    void outputOfAVector() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) @Expect(‹output = ›{10, 1, 1}) Layer d();
                }
                """).error("""
                        [Espalier:OutputMismatch] d: output should be 10x1x1, but is 10
                          input 1x8x8 -> d 10
                          Correct the layer, or the claim: output = {10}.
                        """).check();
    }

    @Test
    void outputOfTheNetwork() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                @Expect(‹output = ›11)
                interface Net {
                    @Dense(units = 10) Layer d();
                }
                """).error("""
                        [Espalier:OutputMismatch] Net: output should be 11, but is 10
                          input 1x8x8 -> d 10
                          Correct the layer, or the claim: output = {10}.
                        """).check();
    }

    @Test
    void parametersOfALayer() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    »@Conv(filters = 2, kernel = 3) @BatchNorm @Expect(‹parameters = ›20) Layer c();
                }
                """).warning("""
                        [Espalier:RedundantBias] c: the bias has no effect, because the batch norm after it subtracts the mean
                          Write bias = false.
                        """).error("""
                        [Espalier:ParametersMismatch] c: 20 parameters are claimed, but there are 24 (4 more)
                          c.weight 2 x 1 x 3 x 3 = 18
                          c.bias 2
                          c.bn.weight 2
                          c.bn.bias 2
                          Correct the layers, or the claim: parameters = 24.
                        """).check();
    }

    @Test
    void parametersOfTheNetwork() {
        NetworkCase.of("""
                @Network(input = {1, 28, 28})
                @Expect(‹parameters = ›60_000)
                interface LeNet5 {
                    @Conv(filters = 6, kernel = 5, padding = 2) @Activation(TANH) Layer c1();

                    @Pool(type = AVERAGE, size = 2) Layer s2();

                    @Conv(filters = 16, kernel = 5) @Activation(TANH) Layer c3();

                    @Pool(type = AVERAGE, size = 2) Layer s4();

                    @Dense(units = 120) @Activation(TANH) Layer f5();

                    @Dense(units = 84) @Activation(TANH) Layer f6();

                    @Dense(units = 10) Layer logits();
                }
                """).error("""
                        [Espalier:ParametersMismatch] LeNet5: 60,000 parameters are claimed, but there are 61,706 (1,706 more)
                          c1 (Conv 5x5, Tanh): 156
                          c3 (Conv 5x5, Tanh): 2,416
                          f5 (Dense, Tanh): 48,120
                          f6 (Dense, Tanh): 10,164
                          logits (Dense): 850
                          Correct the layers, or the claim: parameters = 61_706.
                        """).check();
    }

    @Test
    void parametersOfZero() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) @Expect(‹parameters = ›0) Layer c();
                }
                """).error("""
                        [Espalier:ParametersMismatch] c: 0 parameters are claimed, but there are 20 (20 more)
                          c.weight 2 x 1 x 3 x 3 = 18
                          c.bias 2
                          Correct the layers, or the claim: parameters = 20.
                        """).check();
    }

    @Test
    void multiplyAdds() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                @Expect(‹macs = ›1_000)
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Dense(units = 10) Layer d();
                }
                """).error("""
                        [Espalier:MacsMismatch] Net: 1,000 multiply-adds are claimed, but there are 1,368 (368 more)
                          c (Conv 3x3): 648
                          d (Dense): 720
                          Correct the layers, or the claim: macs = 1_368.
                        """).check();
    }

    @Test
    void receptiveField() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer a();

                    @Conv(filters = 2, kernel = 3) @Expect(‹receptiveField = ›3) Layer b();
                }
                """).error("""
                        [Espalier:ReceptiveFieldMismatch] b: a receptive field of 3x3 is claimed, but it is 5x5
                          input 1x8x8 -> a 2x6x6 -> b 2x4x4
                          one value of each sees: input 1x1 -> a 3x3 -> b 5x5
                          Correct the layers, or the claim: receptiveField = 5.
                        """).check();
    }

    @Test
    void parameterBudget() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                @Budget(‹maxParameters = ›500)
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Dense(units = 10) Layer d();
                }
                """).error("""
                        [Espalier:ParameterBudget] Net: 750 parameters exceed the budget of 500 by 250
                          d (Dense): 730
                          c (Conv 3x3): 20
                          Make the largest contributors smaller, or raise the budget.
                        """).check();
    }

    @Test
    void macBudgetOfALayer() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) @Budget(‹maxMacs = ›600) Layer c();
                }
                """).error("""
                        [Espalier:MacBudget] c: 648 multiply-adds exceed the budget of 600 by 48
                          c 72 outputs x 9 inputs each = 648
                          Make the largest contributors smaller, or raise the budget.
                        """).check();
    }

    @Test
    void activationBudget() {
        NetworkCase.of("""
                @Network(input = {1, 64, 64})
                @Budget(‹maxActivationBytes = ›10_000)
                interface Net {
                    @Conv(filters = 8, kernel = 3) Layer c();

                    @Conv(filters = 8, kernel = 3) Layer d();
                }
                """).error("""
                        [Espalier:ActivationBudget] Net: 238,336 bytes of activations exceed the budget of 10,000 by 228,336
                          c (Conv 3x3): 123,008
                          d (Conv 3x3): 115,200
                          Make the largest contributors smaller, pool earlier, or raise the budget.
                        """).check();
    }

    @Test
    void severalClaimsAtOnce() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) @Expect(‹output = ›{2, 5, 5}, ‹parameters = ›1, ‹macs = ›2) Layer c();
                }
                """).error("""
                        [Espalier:OutputMismatch] c: output should be 2x5x5, but is 2x6x6
                          input 1x8x8 -> c 2x6x6
                          Correct the layer, or the claim: output = {2, 6, 6}.
                        """).error("""
                        [Espalier:ParametersMismatch] c: 1 parameters are claimed, but there are 20 (19 more)
                          c.weight 2 x 1 x 3 x 3 = 18
                          c.bias 2
                          Correct the layers, or the claim: parameters = 20.
                        """).error("""
                        [Espalier:MacsMismatch] c: 2 multiply-adds are claimed, but there are 648 (646 more)
                          c 72 outputs x 9 inputs each = 648
                          Correct the layers, or the claim: macs = 648.
                        """).check();
    }
}
