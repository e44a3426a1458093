package espalier.tests.compile;

import org.junit.jupiter.api.Test;

/** Errors in convolutions. */
class ConvolutionErrorsTest {

    @Test
    void kernelLargerThanItsInput() {
        NetworkCase.of("""
                @Network(input = {1, 32, 32})
                interface LeNet5 {
                    @Conv(filters = 6, kernel = 5) Layer c1();

                    @Pool(size = 2) Layer s2();

                    @Conv(filters = 16, kernel = 5) Layer c3();

                    @Pool(size = 2) Layer s4();

                    @Conv(filters = 120, ‹kernel = ›7) Layer c5();

                    @Conv(filters = 120, kernel = 7) Layer c6();
                }
                """).error("""
                        [Espalier:KernelTooLarge] c5: kernel 7x7 does not fit its input 16x5x5 (padding 0)
                          input 1x32x32 -> c1 6x28x28 -> s2 6x14x14 -> c3 16x10x10 -> s4 16x5x5 -> c5 ✗
                          Use a kernel of at most 5, or padding of at least 1.
                        """).check();
    }

    @Test
    void kernelLargerInOneDirection() {
        NetworkCase.of("""
                @Network(input = {1, 32, 4})
                interface Net {
                    @Conv(filters = 6, ‹kernel = ›{3, 5}) Layer c();
                }
                """).error("""
                        [Espalier:KernelTooLarge] c: kernel 3x5 does not fit its input 1x32x4 (padding 0)
                          input 1x32x4 -> c ✗
                          Use a kernel of at most 3x4, or padding of at least 1.
                        """).check();
    }

    @Test
    void kernelLargerThanPaddedInput() {
        NetworkCase.of("""
                @Network(input = {1, 4, 4})
                interface Net {
                    @Conv(filters = 6, ‹kernel = ›7, padding = 1) Layer c();
                }
                """).error("""
                        [Espalier:KernelTooLarge] c: kernel 7x7 does not fit its input 1x4x4 (padding 1)
                          input 1x4x4 -> c ✗
                          Use a kernel of at most 6, or padding of at least 2.
                        """).check();
    }

    @Test
    void kernelTooLargeByDilation() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 6, ‹kernel = ›3, dilation = 4) Layer c();
                }
                """).error("""
                        [Espalier:KernelTooLarge] c: kernel 3x3 does not fit its input 1x8x8 (padding 0)
                          with dilation 4x4 it reaches over 9x9: dilation * (kernel - 1) + 1
                          input 1x8x8 -> c ✗
                          Use a kernel of at most 2, or padding of at least 1.
                        """).check();
    }

    @Test
    void filtersOfZero() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(‹filters = ›0, kernel = 3) Layer c();
                }
                """).error("""
                        [Espalier:NotPositive] c: filters must be at least 1, not 0
                          Write filters = 1 or more.
                        """).check();
    }

    @Test
    void kernelOfZero() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, ‹kernel = ›0) Layer c();
                }
                """).error("""
                        [Espalier:NotPositive] c: kernel must be at least 1, not 0
                          Write kernel = 1 or more.
                        """).check();
    }

    @Test
    void kernelWithANegativeSide() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, ‹kernel = {3, ›-1}) Layer c();
                }
                """).error("""
                        [Espalier:NotPositive] c: kernel must be at least 1, not -1
                          Write kernel = 1 or more.
                        """).check();
    }

    @Test
    void kernelWithThreeSides() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, ‹kernel = ›{3, 3, 3}) Layer c();
                }
                """).error("""
                        [Espalier:ValueCount] c: kernel takes one value, or {vertical, horizontal}, not 3 values
                          Write for example kernel = 2, or kernel = {2, 1}.
                        """).check();
    }

    @Test
    void kernelWithoutSides() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, ‹kernel = ›{}) Layer c();
                }
                """).error("""
                        [Espalier:ValueCount] c: kernel takes one value, or {vertical, horizontal}, not no values
                          Write for example kernel = 2, or kernel = {2, 1}.
                        """).check();
    }

    @Test
    void strideOfZero() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, ‹stride = ›0) Layer c();
                }
                """).error("""
                        [Espalier:NotPositive] c: stride must be at least 1, not 0
                          Write stride = 1 or more.
                        """).check();
    }

    @Test
    void dilationOfZero() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, ‹dilation = ›0) Layer c();
                }
                """).error("""
                        [Espalier:NotPositive] c: dilation must be at least 1, not 0
                          Write dilation = 1 or more.
                        """).check();
    }

    @Test
    void groupsOfZero() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, ‹groups = ›0) Layer c();
                }
                """).error("""
                        [Espalier:NotPositive] c: groups must be at least 1, not 0
                          Write groups = 1 or more.
                        """).check();
    }

    @Test
    void negativePadding() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, ‹padding = ›-1) Layer c();
                }
                """).error("""
                        [Espalier:Negative] c: padding must be at least 0, not -1
                          Write padding = 0 or more.
                        """).check();
    }

    @Test
    void paddingWithThreeSides() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, ‹padding = ›{1, 1, 1}) Layer c();
                }
                """).error("""
                        [Espalier:ValueCount] c: padding takes one value, {vertical, horizontal}, or {top, left, bottom, right}, not 3 values
                          Write for example padding = 1, or padding = {0, 0, 1, 1}.
                        """).check();
    }

    @Test
    void severalWrongValuesAtOnce() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(‹filters = ›-2, kernel = 3, ‹stride = ›0) Layer c();
                }
                """).error("""
                        [Espalier:NotPositive] c: filters must be at least 1, not -2
                          Write filters = 1 or more.
                        """).error("""
                        [Espalier:NotPositive] c: stride must be at least 1, not 0
                          Write stride = 1 or more.
                        """).check();
    }

    @Test
    void paddingBesideAPaddingMode() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, ‹padding = ›1, paddingMode = Conv.Padding.SAME) Layer c();
                }
                """).error("""
                        [Espalier:PaddingConflict] c: paddingMode SAME computes the padding itself, but padding is given as well
                          Delete the padding, or use paddingMode EXPLICIT.
                        """).check();
    }

    @Test
    void groupsThatDoNotDivideTheMaps() {
        NetworkCase.of("""
                @Network(input = {4, 8, 8})
                interface Net {
                    @Conv(filters = 6, kernel = 3, ‹groups = ›3) Layer c();
                }
                """).error("""
                        [Espalier:GroupsDoNotDivide] c: groups 3 must divide both the 4 input maps and the 6 filters
                          4 input maps / 3 leaves 1
                          input 4x8x8 -> c ✗
                          Use groups = 1 or 2.
                        """).check();
    }

    @Test
    void groupsThatDoNotDivideTheFilters() {
        NetworkCase.of("""
                @Network(input = {4, 8, 8})
                interface Net {
                    @Conv(filters = 6, kernel = 3, ‹groups = ›4) Layer c();
                }
                """).error("""
                        [Espalier:GroupsDoNotDivide] c: groups 4 must divide both the 4 input maps and the 6 filters
                          6 filters / 4 leaves 2
                          input 4x8x8 -> c ✗
                          Use groups = 1 or 2.
                        """).check();
    }

    @Test
    void connectionsBesideGroups() {
        NetworkCase.of("""
                @Network(input = {2, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, groups = 2, ‹connections = ›{@Maps(0), @Maps(1)}) Layer c();
                }
                """).error("""
                        [Espalier:ConnectionsWithGroups] c: connections and groups both say which maps a filter reads
                          Delete one of the two.
                        """).check();
    }

    @Test
    void connectionTableOfTheWrongSize() {
        NetworkCase.of("""
                @Network(input = {2, 8, 8})
                interface Net {
                    @Conv(filters = 3, kernel = 3, ‹connections = ›{@Maps(0), @Maps(1)}) Layer c();
                }
                """).error("""
                        [Espalier:ConnectionRows] c: connections needs one @Maps a filter: there are 3 filters, but 2 rows
                          Write 3 rows, or filters = 2.
                        """).check();
    }

    @Test
    void filterConnectedToNoMap() {
        NetworkCase.of("""
                @Network(input = {2, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, connections = {@Maps({0, 1}), @Maps(»{})}) Layer c();
                }
                """).error("""
                        [Espalier:ConnectionEmpty] c: filter 1 is connected to no map
                          List at least one input map, counted from 0.
                        """).check();
    }

    @Test
    void connectionToAMissingMap() {
        NetworkCase.of("""
                @Network(input = {2, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, connections = {@Maps(‹{0, ›2}), @Maps(1)}) Layer c();
                }
                """).error("""
                        [Espalier:ConnectionIndex] c: filter 0 reads map 2, but the input 2x8x8 has only the maps 0 to 1
                          input 2x8x8 -> c ✗
                          Use indices 0 to 1.
                        """).check();
    }

    @Test
    void connectionListedTwice() {
        NetworkCase.of("""
                @Network(input = {2, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, connections = {@Maps(‹{0, ›0}), @Maps(1)}) Layer c();
                }
                """).error("""
                        [Espalier:ConnectionRepeated] c: filter 0 lists map 0 twice
                          List each map once.
                        """).check();
    }

    @Test
    void mapThatNoFilterReads() {
        NetworkCase.of("""
                @Network(input = {3, 8, 8})
                interface Net {
                    @Conv(filters = 2, kernel = 3, ‹connections = ›{@Maps({0, 2}), @Maps(2)}) Layer c();
                }
                """).error("""
                        [Espalier:MapUnconnected] c: no filter reads input map 1
                          input 3x8x8 -> c ✗
                          Connect it to a filter, or let the layer above have fewer filters.
                        """).check();
    }

    @Test
    void convolutionOfAVector() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    @Dense(units = 10) Layer d();

                    »@Conv(filters = 2, kernel = 1) Layer c();
                }
                """).error("""
                        [Espalier:NeedsMap] c: @Conv takes a map (channels x height x width), but d gives a vector of 10 values
                          input 1x8x8 -> d 10 -> c ✗
                          Put @Conv before the layer that makes a vector.
                        """).check();
    }

    @Test
    void valuesFromConstants() {
        NetworkCase.of("""
                @Network(input = {1, 8, 8})
                interface Net {
                    int KERNEL = 4 + 5;

                    @Conv(filters = 2, ‹kernel = ›KERNEL) Layer c();
                }
                """).error("""
                        [Espalier:KernelTooLarge] c: kernel 9x9 does not fit its input 1x8x8 (padding 0)
                          input 1x8x8 -> c ✗
                          Use a kernel of at most 8, or padding of at least 1.
                        """).check();
    }
}
