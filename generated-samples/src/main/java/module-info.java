/** Networks of the literature, ready to use, and the command line that trains, measures and draws them. */
@SuppressWarnings("requires-automatic") // XChart names its module in the manifest only
module espalier.samples {
    requires com.fasterxml.jackson.jr.ob;
    requires transitive espalier.dsl;
    requires espalier.onnx;
    requires transitive espalier.runtime;
    requires info.picocli;
    requires java.desktop;
    requires java.logging;
    requires static jdk.incubator.vector;
    requires me.tongfei.progressbar;
    requires org.knowm.xchart;

    exports espalier.samples.networks;
    exports espalier.samples.networks.inceptionv3;

    opens espalier.samples.command to
            info.picocli;
}
