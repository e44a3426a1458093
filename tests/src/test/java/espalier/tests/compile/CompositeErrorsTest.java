package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors in composites, which stand at the composite however deep inside they are found. */
class CompositeErrorsTest {

    @Test
    void groupsWithoutBottleneck() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Residual(filters = 8, ‹groups = ›4) Layer r();
                }
                """).error("""
                        [Espalier:AttributeUnused] r: groups is about the convolutions of a bottleneck, but bottleneck is false
                          Write bottleneck = true, or delete groups.
                        """).check();
    }

    @Test
    void groupsThatDoNotDivide() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Conv(filters = 16, kernel = 3, padding = 1) Layer stem();

                    @Residual(filters = 8, blocks = 2, bottleneck = true, ‹groups = ›3) Layer r();
                }
                """).error("""
                        [Espalier:GroupsDoNotDivide] r: in 0.conv2, groups 3 must divide both the 8 input maps and the 8 filters
                          8 input maps / 3 leaves 2
                          8 filters / 3 leaves 2
                          stem 16x8x8 -> 0.conv1 8x8x8 -> 0.bn1 8x8x8 -> 0.relu1 8x8x8 -> 0.conv2 ✗
                          input 8x8x8 -> stem 16x8x8 -> r ✗
                          Use groups = 1, 2, 4 or 8.
                        """).check();
    }

    @Test
    void noBlocks() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Residual(filters = 8, ‹blocks = ›-1) Layer r();
                }
                """).error("""
                        [Espalier:OutOfRange] r: blocks must be from 1 to 1,000, not -1
                          The deepest published networks have a few hundred.
                        """).check();
    }

    @Test
    void stageOnAVector() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Dense(units = 10) Layer d();

                    »@Residual(filters = 8) Layer r();
                }
                """).error("""
                        [Espalier:NeedsMap] r: @Residual takes a map (channels x height x width), but d gives a vector of 10 values
                          input 8x8x8 -> d 10 -> r ✗
                          Put @Residual before the layer that makes a vector.
                        """).check();
    }

    @Test
    void bottleneckLargerThanAnInt() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Residual(‹filters = ›600_000_000, bottleneck = true) Layer r();
                }
                """).error("""
                        [Espalier:TooLarge] r: one position of its result would take 2,400,000,000 values in memory, but a Java array holds at most 2,147,483,639
                          input 8x8x8 -> r ✗
                          Make filters smaller, or what the layer reads.
                        """).check();
    }

    @Test
    void shortcutToFewerChannels() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Residual(filters = 4, ‹shortcut = Residual.Shortcut›.SUBSAMPLE) Layer r();
                }
                """).error("""
                        [Espalier:ShortcutNarrows] r: shortcut SUBSAMPLE adds channels of zeros, but the input has 8 channels and the result only 4
                          input 8x8x8 -> r ✗
                          Use shortcut PROJECTION, or make at least 8 channels.
                        """).check();
    }

    @Test
    void stochasticDepthOfTheWrongNumberOfBlocks() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Residual(filters = 8, blocks = 3, ‹stochasticDepth = ›{0.1, 0.2}) Layer r();
                }
                """).error("""
                        [Espalier:ValueCount] r: stochasticDepth takes one value, or one a block, of which there are 3, not 2 values
                          Write for example stochasticDepth = 0.1.
                        """).check();
    }

    @Test
    void stochasticDepthThatDropsEverything() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @InvertedResidual(filters = 8, blocks = 2, ‹stochasticDepth = {›1, 0.2}) Layer i();
                }
                """).error("""
                        [Espalier:OutOfRange] i: stochasticDepth must be at least 0 and below 1, not 1.0
                          It is the probability to drop a block for an image, usually 0.2 or less.
                        """).check();
    }

    @Test
    void branchWithoutFilters() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Inception(conv1x1 = 4, reduce3x3 = 2, conv3x3 = 4, ‹reduce5x5 = ›0, conv5x5 = 2, poolProjection = 2) Layer i();
                }
                """).error("""
                        [Espalier:NotPositive] i: reduce5x5 must be at least 1, not 0
                          Write reduce5x5 = 1 or more.
                        """).check();
    }

    @Test
    void evenKernel() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @InvertedResidual(filters = 8, ‹kernel = ›4) Layer i();
                }
                """).error("""
                        [Espalier:KernelEven] i: kernel must be odd, so that as much padding on every side keeps the size of the map, not 4
                          Use 3 or 5.
                        """).check();
    }

    @Test
    void expansionSaidTwice() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @InvertedResidual(filters = 8, expansion = 6, ‹expanded = ›48) Layer i();
                }
                """).error("""
                        [Espalier:EitherOr] i: expansion and expanded both say how many channels a block expands to
                          Delete one of the two.
                        """).check();
    }

    @Test
    void gateWithoutExcitation() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @InvertedResidual(filters = 8, ‹gate = ›HARD_SIGMOID) Layer i();
                }
                """).error("""
                        [Espalier:AttributeUnused] i: gate is about squeeze and excitation, but there is none
                          Write squeeze or squeezeRatio, or delete gate.
                        """).check();
    }

    @Test
    void squeezeRatioAboveOne() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @InvertedResidual(filters = 8, ‹squeezeRatio = ›4) Layer i();
                }
                """).error("""
                        [Espalier:OutOfRange] i: squeezeRatio must be greater than 0 and at most 1, not 4.0
                          It is a share of a block's input, usually 0.25.
                        """).check();
    }

    @Test
    void denseBlockWithoutGrowth() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @DenseBlock(layers = 4, ‹growth = ›0) Layer b();
                }
                """).error("""
                        [Espalier:NotPositive] b: growth must be at least 1, not 0
                          Write growth = 1 or more.
                        """).check();
    }

    @Test
    void transitionThatLeavesNothing() {
        NetworkCase.of("""
                @Network(input = {3, 8, 8})
                interface Net {
                    @Transition(‹compression = ›0.25) Layer t();
                }
                """).error("""
                        [Espalier:NoChannelsLeft] t: compression 0.25 leaves none of the 3 channels
                          input 3x8x8 -> t ✗
                          Use a compression of at least 1 / 3.0.
                        """).check();
    }

    @Test
    void transitionOfOneRow() {
        NetworkCase.of("""
                @Network(input = {4, 1, 8})
                interface Net {
                    »@Transition Layer t();
                }
                """).error("""
                        [Espalier:WindowTooLarge] t: in pool, window 2x2 does not fit its input 2x1x8 (padding 0)
                          input 4x1x8 -> norm 4x1x8 -> relu 4x1x8 -> conv 2x1x8 -> pool ✗
                          input 4x1x8 -> t ✗
                          Put @Transition where the map is at least 2x2.
                        """).check();
    }

    @Test
    void transitionOfOddRows() {
        NetworkCase.of("""
                @Network(input = {4, 7, 8})
                interface Net {
                    »@Transition Layer t();
                }
                """).warning("""
                        [Espalier:UnreadRows] t: in pool, stride 2x2 leaves the last 1 row of the input 2x7x8 unread
                          rows: (7 + 0 - 2) / 2 leaves 1
                          Change the size of the map that it reads, or accept it with @SuppressWarnings("Espalier:UnreadRows").
                        """).check();
    }

    @Test
    void residualThatLeavesRows() {
        NetworkCase.of("""
                @Network(input = {8, 9, 9})
                interface Net {
                    @Residual(filters = 8, ‹stride = ›3) Layer r();
                }
                """).warning("""
                        [Espalier:UnreadRows] r: in 0.conv1, stride 3x3 leaves the last 1 row and 1 column of the input 8x9x9 unread
                          rows: (9 + 2 - 3) / 3 leaves 2
                          columns: (9 + 2 - 3) / 3 leaves 2
                          Change stride, or accept it with @SuppressWarnings("Espalier:UnreadRows").
                        """).check();
    }

    @Test
    void fireLargerThanAnArray() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @Fire(squeeze = 2, expand1x1 = 4, ‹expand3x3 = ›1_000_000_000) Layer f();
                }
                """).error("""
                        [Espalier:TooLarge] f: in expand3x3, its weight would take 18,000,000,000 values in memory, but a Java array holds at most 2,147,483,639
                          input 8x8x8 -> squeeze 2x8x8 -> squeeze.relu 2x8x8 -> expand3x3 ✗
                          input 8x8x8 -> f ✗
                          Make expand3x3 smaller, or what the layer reads.
                        """).check();
    }

    @Test
    void kernelLargerThanAnInt() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @InvertedResidual(filters = 8, ‹kernel = ›2_147_483_647) Layer i();
                }
                """).error("""
                        [Espalier:TooLarge] i: in depthwise, the padded input 48x8x8 would take over 9,223,372,036,854,775,806 values in memory, but a Java array holds at most 2,147,483,639
                          input 8x8x8 -> expand 48x8x8 -> expand.bn 48x8x8 -> expand.activation 48x8x8 -> depthwise ✗
                          input 8x8x8 -> i ✗
                          Make kernel smaller, or what the layer reads.
                        """).check();
    }

    @Test
    void expansionLargerThanAnArray() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                interface Net {
                    @InvertedResidual(filters = 8, ‹expanded = ›2_147_483_640) Layer i();
                }
                """).error("""
                        [Espalier:TooLarge] i: one position of an expanded map would take 2,147,483,640 values in memory, but a Java array holds at most 2,147,483,639
                          input 8x8x8 -> i ✗
                          Make expanded smaller, or what the layer reads.
                        """).check();
    }

    @Test
    void weightsBesideAComposite() {
        NetworkCase.of("""
                @Network(input = {8, 8, 8})
                @Expect(parameters = 96)
                interface Net {
                    @Conv(filters = 4, kernel = 1) @Fire(squeeze = 2, expand1x1 = 4, expand3x3 = 2) Layer f();
                }
                """).check();
    }
}
