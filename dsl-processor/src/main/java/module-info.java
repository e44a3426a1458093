/** The annotation processor; nothing in it is meant to be called. */
@SuppressWarnings("requires-automatic") // JavaPoet and AutoService name their modules in the manifest only
module espalier.processor {
    requires static com.google.auto.service;
    requires com.palantir.javapoet;
    requires java.compiler;
    requires static jdk.compiler; // the trees of javac, where it is the compiler

    provides javax.annotation.processing.Processor with
            espalier.processor.EspalierProcessor;
}
