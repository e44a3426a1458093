/** What generated networks and their callers link to. Needs the JDK only; runs faster with jdk.incubator.vector. */
module espalier.runtime {
    requires static jdk.incubator.vector;

    exports espalier.runtime;
    exports espalier.runtime.graph;
    exports espalier.runtime.io;
    exports espalier.runtime.kernel;
    exports espalier.runtime.loss;
    exports espalier.runtime.math;
    exports espalier.runtime.optim;
    exports espalier.runtime.pass;
    exports espalier.runtime.train;
    exports espalier.runtime.vector;
}
