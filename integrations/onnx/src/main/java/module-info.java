/** Writes generated networks as ONNX files. */
@SuppressWarnings("requires-automatic") // protobuf and the format's classes name their modules in the manifest only
module espalier.onnx {
    requires com.google.protobuf;
    requires transitive espalier.runtime;
    requires org.tribuo.util.onnx;

    exports espalier.onnx;
}
