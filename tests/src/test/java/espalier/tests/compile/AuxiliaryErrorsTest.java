package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors in heads for training. */
class AuxiliaryErrorsTest {

    @Test
    void lastLayer() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    »@Auxiliary(weight = 0.3) @Dense(units = 10) Layer logits();
                }
                """).error("""
                        [Espalier:AuxiliaryLast] logits: the last method is the network's own output, which inference needs, but it is marked @Auxiliary
                          Delete @Auxiliary, or move the method above the network's own output.
                        """).check();
    }

    @Test
    void headThatIsReadByName() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Auxiliary(weight = 0.3) @Dense(units = 10) Layer head();

                    @Dense(units = 10) Layer logits(Layer »head);
                }
                """).error("""
                        [Espalier:AuxiliaryRead] logits: the layer reads head, which is marked @Auxiliary and so gone at inference
                          Name another layer as its parameter: Layer logits(Layer x); or mark head @Output instead.
                        """).check();
    }

    /** The usual slip: the trunk goes on below a head without saying where from. */
    @Test
    void headThatIsReadByTheLayerBelow() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Auxiliary(weight = 0.3) @Dense(units = 10) Layer head();

                    @Dense(units = 10) Layer »logits();
                }
                """).error("""
                        [Espalier:AuxiliaryRead] logits: the layer reads head, which is marked @Auxiliary and so gone at inference
                          Name another layer as its parameter: Layer logits(Layer x); or mark head @Output instead.
                        """).check();
    }

    @Test
    void headThatIsAnOutputToo() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Dense(units = 10) @Output »@Auxiliary(weight = 0.3) Layer head();

                    @Dense(units = 10) Layer logits(Layer c);
                }
                """).error("""
                        [Espalier:AuxiliaryAndOutput] head: @Auxiliary marks an output that only training has, @Output one that stays
                          Delete one of the two.
                        """).check();
    }

    @Test
    void weights() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Dense(units = 10) @Auxiliary(‹weight = ›-0.3) Layer a(Layer c);

                    @Dense(units = 10) @Auxiliary(‹weight = ›0) Layer b(Layer c);

                    @Dense(units = 10) @Auxiliary(‹weight = 0.0 ›/ 0) Layer d(Layer c);

                    @Dense(units = 10) Layer logits(Layer c);
                }
                """).error("""
                        [Espalier:OutOfRange] a: weight must be above 0 and finite, not -0.3
                          Write for example weight = 0.3.
                        """).error("""
                        [Espalier:OutOfRange] b: weight must be above 0 and finite, not 0.0
                          Write for example weight = 0.3.
                        """).error("""
                        [Espalier:OutOfRange] d: weight must be above 0 and finite, not NaN
                          Write for example weight = 0.3.
                        """).check();
    }

    /** Heads do not count towards the network, only towards their own layers. */
    @Test
    void countsWithoutHeads() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                @Expect(‹parameters = ›780, macs = 1_368)
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Dense(units = 10) @Auxiliary(weight = 0.3) @Expect(parameters = 730) Layer head();

                    @Dense(units = 10) Layer logits(Layer c);
                }
                """).error("""
                        [Espalier:ParametersMismatch] Net: 780 parameters are claimed, but there are 750 (30 fewer)
                          c (Conv 3x3): 20
                          logits (Dense): 730
                          Correct the layers, or the claim: parameters = 750.
                        """).check();
    }
}
