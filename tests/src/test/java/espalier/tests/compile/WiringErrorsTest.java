package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors in what a layer reads. */
class WiringErrorsTest {

    @Test
    void unknownLayer() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer conv1();

                    @Conv(filters = 2, kernel = 3) Layer conv2(Layer »cov1);
                }
                """).error("""
                        [Espalier:UnknownLayer] conv2: there is no layer cov1
                          Did you mean conv1?
                        """).check();
    }

    @Test
    void unknownLayerUnlikeAny() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c();

                    @Conv(filters = 2, kernel = 3) Layer d(Layer »somethingElse);
                }
                """).error("""
                        [Espalier:UnknownLayer] d: there is no layer somethingElse
                          Above this method stand: input and c.
                        """).check();
    }

    @Test
    void layerThatReadsItself() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer c(Layer »c);
                }
                """).error("""
                        [Espalier:LaterLayer] c: a layer reads only layers above it, but this one names itself
                          Move this method below the layer that it should read, or read another layer.
                        """).check();
    }

    @Test
    void layerThatReadsALaterOne() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer a(Layer »b);

                    @Conv(filters = 2, kernel = 3) Layer b();
                }
                """).error("""
                        [Espalier:LaterLayer] a: a layer reads only layers above it, but b stands below
                          Move this method below b, or read another layer.
                        """).check();
    }

    @Test
    void twoInputsOfALayer() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer a(Layer input);

                    @Conv(filters = 2, kernel = 3) Layer b(Layer input);

                    @Conv(filters = 2, kernel = 3) Layer c(Layer a, Layer »b);
                }
                """).error("""
                        [Espalier:TooManyInputs] c: @Conv takes one input, but the method names 2: a and b
                          Name one layer, or join them first with @Add or @Concat.
                        """).check();
    }

    @Test
    void joinOfNothing() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer a();

                    @Add Layer »sum();
                }
                """).error("""
                        [Espalier:TooFewInputs] sum: @Add joins two or more layers, but the method names none
                          Name the layers to join as parameters: Layer sum(Layer a, Layer b).
                        """).check();
    }

    @Test
    void joinOfOne() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer a();

                    @Concat Layer both(Layer »a);
                }
                """).error("""
                        [Espalier:TooFewInputs] both: @Concat joins two or more layers, but the method names only a
                          Name the layers to join as parameters: Layer both(Layer a, Layer b).
                        """).check();
    }

    @Test
    void gateWithoutMap() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @GlobalPool Layer a();

                    @Scale Layer both(Layer »a);
                }
                """).error("""
                        [Espalier:TooFewInputs] both: @Scale joins two layers, but the method names only a
                          Name the layers to join as parameters: Layer both(Layer a, Layer b).
                        """).check();
    }

    @Test
    void twoGates() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @GlobalPool Layer a(Layer input);

                    @GlobalPool Layer b(Layer input);

                    @Scale Layer scaled(Layer input, Layer a, Layer »b);
                }
                """).error("""
                        [Espalier:TooManyInputs] scaled: @Scale takes two inputs, but the method names 3: input, a and b
                          Name two layers.
                        """).check();
    }

    @Test
    void joinAfterAnotherLayer() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 1, kernel = 3, padding = 1) Layer a();

                    @Activation(RELU) »@Add Layer sum(Layer a, Layer input);
                }
                """).error("""
                        [Espalier:JoinNotFirst] sum: @Add joins the layers that the method names, so it must stand before @Activation
                          Write it as the first of the method's annotations, or on a method of its own.
                        """).check();
    }

    @Test
    void layerThatLeadsNowhere() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer »a();

                    @Conv(filters = 2, kernel = 3) Layer b(Layer input);
                }
                """).error("""
                        [Espalier:DeadLayer] a: nothing reads this layer, and it is not the last
                          Name it as a parameter of a later layer, delete it, or mark it @Output or @Auxiliary.
                        """).check();
    }

    @Test
    void twoLayersThatLeadNowhere() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer »a(Layer input);

                    @Conv(filters = 2, kernel = 3) Layer »b(Layer input);

                    @Conv(filters = 2, kernel = 3) Layer c(Layer input);
                }
                """).error("""
                        [Espalier:DeadLayer] a: nothing reads this layer, and it is not the last
                          Name it as a parameter of a later layer, delete it, or mark it @Output or @Auxiliary.
                        """).error("""
                        [Espalier:DeadLayer] b: nothing reads this layer, and it is not the last
                          Name it as a parameter of a later layer, delete it, or mark it @Output or @Auxiliary.
                        """).check();
    }

    @Test
    void twoWeightsOfOneName() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) »@Dense(units = 2) Layer a();
                }
                """).error("""
                        [Espalier:TwoWeights] a: @Conv and @Dense both have weights, which would both be called a.weight
                          Write them as two methods.
                        """).check();
    }

    @Test
    void parameterNameTaken() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3) Layer a();

                    @Named(»"a") @Conv(filters = 2, kernel = 3) Layer b();
                }
                """).error("""
                        [Espalier:ParameterNameTaken] b: the parameter name a.weight is already used by layer a
                          Choose another name in @Named.
                        """).check();
    }

    @Test
    void parameterPrefixWithSpaces() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Named(»"features 0") @Conv(filters = 2, kernel = 3) Layer a();
                }
                """).error("""
                        [Espalier:ParameterPrefix] a: "features 0" is no prefix of parameter names
                          Write names joined by single dots, such as features.0, without spaces and without a dot at either end.
                        """).check();
    }

    @Test
    void parameterPrefixWithDotAtTheEnd() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Named(»"features.") @Conv(filters = 2, kernel = 3) Layer a();
                }
                """).error("""
                        [Espalier:ParameterPrefix] a: "features." is no prefix of parameter names
                          Write names joined by single dots, such as features.0, without spaces and without a dot at either end.
                        """).check();
    }
}
