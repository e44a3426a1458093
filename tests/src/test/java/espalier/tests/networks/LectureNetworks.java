package espalier.tests.networks;

import espalier.dsl.Conv;
import espalier.dsl.Dense;
import espalier.dsl.GlobalPool;
import espalier.dsl.Layer;
import espalier.dsl.Maps;
import espalier.dsl.Network;
import espalier.dsl.Pool;

/** The layers whose figures lectures work out. */
interface LectureNetworks {

    @Network(input = {3, 32, 32})
    interface FourFilters {
        @Conv(filters = 4, kernel = 5, bias = false)
        Layer c();
    }

    @Network(input = {3, 227, 227})
    interface OneTower {
        @Conv(filters = 48, kernel = 11, stride = 4, bias = false)
        Layer c();
    }

    @Network(input = {3, 227, 227})
    interface BothTowers {
        @Conv(filters = 96, kernel = 11, stride = 4, bias = false)
        Layer c();
    }

    @Network(input = {128, 28, 28})
    interface FiveByFive {
        @Conv(filters = 64, kernel = 5, paddingMode = Conv.Padding.SAME)
        Layer c();
    }

    @Network(input = {128, 28, 28})
    interface FiveByFiveBehindOneByOne {
        @Conv(filters = 32, kernel = 1)
        Layer reduced();

        @Conv(filters = 64, kernel = 5, paddingMode = Conv.Padding.SAME)
        Layer c();
    }

    @Network(input = {8, 9, 9})
    interface ThreeSmallKernels {
        @Conv(filters = 8, kernel = 3, bias = false)
        Layer a();

        @Conv(filters = 8, kernel = 3, bias = false)
        Layer b();

        @Conv(filters = 8, kernel = 3, bias = false)
        Layer c();
    }

    @Network(input = {8, 9, 9})
    interface OneLargeKernel {
        @Conv(filters = 8, kernel = 7, bias = false)
        Layer c();
    }

    @Network(input = {6, 14, 14})
    interface RowsOfThree {
        @Conv(
                filters = 6,
                kernel = 5,
                connections = {
                    @Maps({0, 1, 2}),
                    @Maps({1, 2, 3}),
                    @Maps({2, 3, 4}),
                    @Maps({3, 4, 5}),
                    @Maps({0, 4, 5}),
                    @Maps({0, 1, 5})
                })
        Layer c3();
    }

    @Network(input = {6, 14, 14})
    interface RowsOfFour {
        @Conv(
                filters = 9,
                kernel = 5,
                connections = {
                    @Maps({0, 1, 2, 3}),
                    @Maps({1, 2, 3, 4}),
                    @Maps({2, 3, 4, 5}),
                    @Maps({0, 3, 4, 5}),
                    @Maps({0, 1, 4, 5}),
                    @Maps({0, 1, 2, 5}),
                    @Maps({0, 1, 3, 4}),
                    @Maps({1, 2, 4, 5}),
                    @Maps({0, 2, 3, 5})
                })
        Layer c3();
    }

    @Network(input = {6, 14, 14})
    interface RowOfSix {
        @Conv(filters = 1, kernel = 5, connections = @Maps({0, 1, 2, 3, 4, 5}))
        Layer c3();
    }

    @Network(input = {1024, 7, 7})
    interface Means {
        @GlobalPool
        Layer pool();
    }

    @Network(input = {1024, 7, 7})
    interface DenseInItsPlace {
        @Dense(units = 1024, bias = false)
        Layer dense();
    }

    @Network(input = {2, 7, 7})
    interface Strided {
        @Conv(filters = 3, kernel = 3, stride = 2, bias = false)
        Layer c();
    }

    @Network(input = {2, 7, 7})
    interface Overlapping {
        @Pool(size = 3, stride = 2)
        Layer pool();
    }
}
