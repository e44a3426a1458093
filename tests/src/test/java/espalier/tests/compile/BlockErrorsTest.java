package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors in blocks and in their use. */
class BlockErrorsTest {

    @Test
    void kernelTooLargeForOneUse() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(Basic.class) Layer one();

                    @Pool(size = 2) Layer pool();

                    @Use(Basic.class) Layer two();
                }

                @Block
                interface Basic {
                    @Conv(filters = 2, kernel = 1) Layer a();

                    @Conv(filters = 2, ‹kernel = ›5) Layer b();
                }
                """).error("""
                        [Espalier:KernelTooLarge] two.b: kernel 5x5 does not fit its input 2x2x2 (padding 0)
                          input 1x8x8 -> one 2x4x4 -> pool 2x2x2 -> two.a 2x2x2 -> two.b ✗
                          in the block Basic, used by two
                          Use a kernel of at most 2, or padding of at least 2.
                        """).check();
    }

    /** The value is wrong once, whoever uses the block how often. */
    @Test
    void problemOfSeveralCopiesIsToldOnce() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(value = Basic.class, repeat = 3) Layer stage();

                    @Use(Basic.class) Layer last();
                }

                @Block
                interface Basic {
                    @Conv(filters = 2, kernel = 3, padding = 1) @Expect(‹parameters = ›1) Layer a();
                }
                """).error("""
                        [Espalier:ParametersMismatch] stage.0.a: 1 parameters are claimed, but there are 20 (19 more)
                          stage.0.a.weight 2 x 1 x 3 x 3 = 18
                          stage.0.a.bias 2
                          in the block Basic, used by stage
                          Correct the layers, or the claim: parameters = 20.
                        """).check();
    }

    @Test
    void claimOfABlockThatOneCopyBreaks() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(value = Basic.class, repeat = 3) @Expect(‹output = ›{2, 7, 7}) Layer stage();
                }

                @Block
                @Expect(output = {2, 8, 8}, ‹parameters = ›20)
                interface Basic {
                    @Conv(filters = 2, kernel = 3, padding = 1) Layer a();
                }
                """).error("""
                        [Espalier:OutputMismatch] stage: output should be 2x7x7, but is 2x8x8
                          input 1x8x8 -> stage.0 2x8x8 -> stage.1 2x8x8 -> stage.2.a 2x8x8
                          Correct the layer, or the claim: output = {2, 8, 8}.
                        """).error("""
                        [Espalier:ParametersMismatch] Basic at stage.1: 20 parameters are claimed, but there are 38 (18 more)
                          stage.1.a.weight 2 x 2 x 3 x 3 = 36
                          stage.1.a.bias 2
                          in the block Basic, used by stage
                          Correct the layers, or the claim: parameters = 38.
                        """).check();
    }

    /** What can be seen without the shape of the input is reported once, at the block, whether it is used or not. */
    @Test
    void blockThatIsWrongByItself() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(Basic.class) Layer one();

                    @Use(Basic.class) Layer two();
                }

                @Block
                interface Basic {
                    @Conv(‹filters = ›0, kernel = 1) Layer a();

                    @Conv(filters = 2, kernel = 1) Layer b(Layer »c);
                }

                @Block
                ›interface ‹Unused {}
                """).error("""
                        [Espalier:NotPositive] a: filters must be at least 1, not 0
                          Write filters = 1 or more.
                        """).error("""
                        [Espalier:UnknownLayer] b: there is no layer c
                          Did you mean a?
                        """).error("""
                        [Espalier:NoLayers] Unused: the block has no layers
                          Add one annotated method a layer.
                        """).check();
    }

    @Test
    void noBlock() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(‹String›.class) Layer one();

                    @Use(‹value = int[]›.class) Layer two();
                }
                """).error("""
                        [Espalier:NotABlock] one: @Use names a block, but String is not annotated with @Block
                          Add @Block to String, or name another interface.
                        """).error("""
                        [Espalier:NotABlock] two: @Use names a block, but int[] is not annotated with @Block
                          Add @Block to int[], or name another interface.
                        """).check();
    }

    @Test
    void repeatedZeroTimes() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(value = Basic.class, ‹repeat = ›0) Layer one();
                }

                @Block
                interface Basic {
                    @Conv(filters = 2, kernel = 1) Layer a();
                }
                """).error("""
                        [Espalier:NotPositive] one: repeat must be at least 1, not 0
                          Write repeat = 1 or more.
                        """).check();
    }

    @Test
    void blockOfABlockOfItself() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(A.class) Layer one();
                }

                @Block
                interface A {
                    @Use(‹B›.class) Layer b();
                }

                @Block
                interface B {
                    @Conv(filters = 2, kernel = 1) Layer c();

                    @Use(‹A›.class) Layer a();
                }

                @Block
                interface Self {
                    @Use(‹Self›.class) Layer again();
                }
                """).error("""
                        [Espalier:BlockCycle] b: the block A contains itself: A -> B -> A
                          Use another block here, or repeat one from the network.
                        """).error("""
                        [Espalier:BlockCycle] a: the block B contains itself: B -> A -> B
                          Use another block here, or repeat one from the network.
                        """).error("""
                        [Espalier:BlockCycle] again: the block Self contains itself: Self -> Self
                          Use another block here, or repeat one from the network.
                        """).check();
    }

    @Test
    void blockThatIsANetworkToo() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                @Block
                ›interface ‹Net {
                    @Conv(filters = 2, kernel = 1) Layer a();
                }
                """).error("""
                        [Espalier:BlockAndNetwork] Net: Net is annotated with both @Network and @Block
                          Delete one of the two; what several networks share goes into a block of its own.
                        """).check();
    }

    @Test
    void blockOnAnEnumAndBlockThatExtends() {
        NetworkCase.of("""
                @Block
                ›enum ‹Letters { A }

                @Block
                ›interface ‹Basic extends Comparable<String> {
                    @Conv(filters = 2, kernel = 1) Layer a();
                }
                """).error("""
                        [Espalier:NotAnInterface] Letters: a block is an interface or an abstract class, but Letters is an enum
                          Write the block as an interface with one annotated method a layer.
                        """).error("""
                        [Espalier:SuperType] Basic: a block stands alone, but Basic extends Comparable
                          Write all of its layers in the block itself.
                        """).check();
    }

    @Test
    void outputInABlock() {
        NetworkCase.of("""
                @Block
                interface Basic {
                    @Conv(filters = 2, kernel = 1) »@Output Layer a();

                    @Dense(units = 2) »@Auxiliary(weight = 1) Layer b();

                    @Conv(filters = 2, kernel = 1) Layer c(Layer a);
                }
                """).error("""
                        [Espalier:OutputInBlock] a: a block has one output, its last layer, but this layer is marked @Output
                          Delete @Output; a method of the network that uses the block can be marked.
                        """).error("""
                        [Espalier:OutputInBlock] b: a block has one output, its last layer, but this layer is marked @Auxiliary
                          Delete @Auxiliary; a method of the network that uses the block can be marked.
                        """).check();
    }

    @Test
    void useOfTwoLayers() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 1) Layer a();

                    @Use(Basic.class) Layer b(Layer a, Layer »input);
                }

                @Block
                interface Basic {
                    @Conv(filters = 2, kernel = 1) Layer a();
                }
                """).error("""
                        [Espalier:TooManyInputs] b: @Use takes one input, but the method names 2: a and input
                          Name one layer, or join them first with @Add or @Concat.
                        """).check();
    }

    @Test
    void parameterNamesOfTwoUses() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(Basic.class) Layer a();

                    @Named(»"a") @Use(Basic.class) Layer b();
                }

                @Block
                interface Basic {
                    @Conv(filters = 2, kernel = 1) Layer c();
                }
                """).error("""
                        [Espalier:ParameterNameTaken] b: the parameter name a.c.weight is already used by layer a.c
                          Choose another name in @Named.
                        """).check();
    }

    /** No compiler is made to wait for a billion layers. */
    @Test
    void tooManyLayers() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(‹value = Thousand›.class, repeat = 1000) Layer all();
                }

                @Block
                interface Thousand {
                    @Use(value = One.class, repeat = 1000) Layer some();
                }

                @Block
                interface One {
                    @Conv(filters = 1, kernel = 1) Layer c();
                }
                """).error("""
                        [Espalier:TooManyLayers] all: with the block Thousand x1000 there would be more than 10,000 layers
                          Repeat it less often.
                        """).check();
    }

    @Test
    void warningIsGivenOnceAndCanBeSilencedInTheBlock() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(value = Loud.class, repeat = 2) Layer a();

                    @Use(value = Quiet.class, repeat = 2) Layer b();
                }

                @Block
                interface Loud {
                    »@Conv(filters = 2, kernel = 1) @BatchNorm Layer c();
                }

                @Block
                @SuppressWarnings("Espalier:RedundantBias")
                interface Quiet {
                    @Conv(filters = 2, kernel = 1) @BatchNorm Layer c();
                }
                """).warning("""
                        [Espalier:RedundantBias] a.0.c: the bias has no effect, because the batch norm after it subtracts the mean
                          in the block Loud, used by a
                          Write bias = false.
                        """).check();
    }

    private static final String BASIC = """
            @Block
            public interface Basic {
                @Conv(filters = 2, kernel = 3, padding = 1) Layer z();

                @Conv(filters = 2, kernel = 3, padding = 1) Layer a();

                @Add Layer sum(Layer a, Layer z);
            }
            """;

    @Test
    void blockFromAJar() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(blocks.Basic.class) @Expect(‹parameters = ›1) Layer a();
                }
                """).against(BASIC, "-parameters").error("""
                        [Espalier:ParametersMismatch] a: 1 parameters are claimed, but there are 58 (57 more)
                          a.z.weight 2 x 1 x 3 x 3 = 18
                          a.z.bias 2
                          a.a.weight 2 x 2 x 3 x 3 = 36
                          a.a.bias 2
                          Correct the layers, or the claim: parameters = 58.
                        """).check();
    }

    @Test
    void problemInABlockFromAJarStandsAtItsUse() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(Own.class) @Output Layer one();

                    @Use(‹blocks.Basic›.class) Layer two(Layer input);
                }

                @Block
                interface Own {
                    @Use(‹blocks.Basic›.class) Layer inner();
                }
                """)
                .against(BASIC.replace("@Add", "@Concat @Conv(filters = 2, kernel = 9)"), "-parameters")
                .error("""
                        [Espalier:KernelTooLarge] two.sum: kernel 9x9 does not fit its input 4x8x8 (padding 0)
                          input 1x8x8 -> two.z 2x8x8 -> two.a 2x8x8 -> two.sum @Concat 4x8x8 -> two.sum @Conv ✗
                          in the block Basic, used by two
                          Use a kernel of at most 8, or padding of at least 1.
                        """)
                .error("""
                        [Espalier:KernelTooLarge] one.inner.sum: kernel 9x9 does not fit its input 4x8x8 (padding 0)
                          input 1x8x8 -> one.inner.z 2x8x8 -> one.inner.a 2x8x8 -> one.inner.sum @Concat 4x8x8 -> one.inner.sum @Conv ✗
                          in the block Basic, used by one.inner
                          Use a kernel of at most 8, or padding of at least 1.
                        """)
                .check();
    }

    @Test
    void blockFromAJarThatIsWrongByItself() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(‹blocks.Basic›.class) Layer one();
                }
                """)
                .against(BASIC.replace("filters = 2", "filters = 0"), "-parameters")
                .error("""
                        [Espalier:NotPositive] one.z: filters must be at least 1, not 0
                          in the block Basic, used by one
                          Write filters = 1 or more.
                        """)
                .check();
    }

    @Test
    void blockFromAJarWithoutParameterNames() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Use(‹blocks.Basic›.class) Layer one();
                }
                """).against(BASIC).error("""
                        [Espalier:ParameterNamesMissing] one.sum: the class file of the block does not say what the parameters of its methods are called
                          in the block Basic, used by one
                          Compile the block with javac -parameters.
                        """).check();
    }
}
