package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Warnings, and how they are silenced. */
class WarningsTest {

    @Test
    void rowsThatAStrideLeaves() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, ‹stride = ›2) Layer c();
                }
                """).warning("""
                        [Espalier:UnreadRows] c: stride 2x2 leaves the last 1 row and 1 column of the input 1x8x8 unread
                          rows: (8 + 0 - 3) / 2 leaves 1
                          columns: (8 + 0 - 3) / 2 leaves 1
                          Change kernel, stride or padding, or accept it with @SuppressWarnings("Espalier:UnreadRows").
                        """).check();
    }

    @Test
    void columnsThatAPoolLeaves() {
        NetworkCase.of("""
                @Network(input = {1, 8, 9})
                interface Net {
                    @Pool(‹size = ›2) Layer p();
                }
                """).warning("""
                        [Espalier:UnreadRows] p: stride 2x2 leaves the last 1 column of the input 1x8x9 unread
                          columns: (9 + 0 - 2) / 2 leaves 1
                          Change size, stride, padding or ceilMode, or accept it with @SuppressWarnings("Espalier:UnreadRows").
                        """).check();
    }

    @Test
    void rowsThatAStrideLeavesInStrictMode() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8}, strict = true)
                interface Net {
                    @Conv(filters = 2, kernel = 3, ‹stride = ›2) Layer c();
                }
                """).error("""
                        [Espalier:UnreadRows] c: stride 2x2 leaves the last 1 row and 1 column of the input 1x8x8 unread
                          rows: (8 + 0 - 3) / 2 leaves 1
                          columns: (8 + 0 - 3) / 2 leaves 1
                          input 1x8x8 -> c ✗
                          Change kernel, stride or padding; this network is strict.
                        """).check();
    }

    @Test
    void biasBeforeBatchNorm() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    »@Conv(filters = 2, kernel = 3) @BatchNorm Layer c();
                }
                """).warning("""
                        [Espalier:RedundantBias] c: the bias has no effect, because the batch norm after it subtracts the mean
                          Write bias = false.
                        """).check();
    }

    @Test
    void biasSaidBeforeBatchNorm() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, ‹bias = ›true) Layer c();

                    @BatchNorm Layer b();
                }
                """).warning("""
                        [Espalier:RedundantBias] c: the bias has no effect, because the batch norm after it subtracts the mean
                          Write bias = false.
                        """).check();
    }

    @Test
    void softmaxAfterLogits() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) »@Softmax Layer d();
                }
                """).warning("""
                        [Espalier:ActivationOnLogits] d: the network ends in Softmax, but the classification loss takes logits and applies softmax itself
                          Delete @Softmax, or train with another loss.
                        """).check();
    }

    @Test
    void activationAfterLogits() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) »@Activation(RELU) Layer d();
                }
                """).warning("""
                        [Espalier:ActivationOnLogits] d: the network ends in ReLU, but the classification loss takes logits and applies softmax itself
                          Delete @Activation, or train with another loss.
                        """).check();
    }

    @Test
    void deepSigmoids() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) @Activation(SIGMOID) Layer a();

                    @Dense(units = 10) @Activation(SIGMOID) Layer b();

                    @Dense(units = 10) @Activation(SIGMOID) Layer c();

                    @Dense(units = 10) »@Activation(SIGMOID) Layer d();

                    @Dense(units = 10) Layer e();
                }
                """).warning("""
                        [Espalier:DeepSigmoid] d: 4 sigmoids in a row: the gradient of the first layers is at most 1/256 of the last's, so they hardly learn
                          Use RELU, or put @BatchNorm between.
                        """).check();
    }

    @Test
    void silencedOnTheMethod() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @SuppressWarnings("Espalier:UnreadRows") @Conv(filters = 2, kernel = 3, stride = 2) Layer c();
                }
                """).check();
    }

    @Test
    void silencedOnTheNetwork() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                @SuppressWarnings({"unused", "Espalier:UnreadRows"})
                interface Net {
                    @Conv(filters = 2, kernel = 3, stride = 2) Layer c();
                }
                """).check();
    }

    @Test
    void silencedByAnotherCodeOnly() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                @SuppressWarnings("Espalier:RedundantBias")
                interface Net {
                    @Conv(filters = 2, kernel = 3, ‹stride = ›2) Layer c();
                }
                """).warning("""
                        [Espalier:UnreadRows] c: stride 2x2 leaves the last 1 row and 1 column of the input 1x8x8 unread
                          rows: (8 + 0 - 3) / 2 leaves 1
                          columns: (8 + 0 - 3) / 2 leaves 1
                          Change kernel, stride or padding, or accept it with @SuppressWarnings("Espalier:UnreadRows").
                        """).check();
    }
}
