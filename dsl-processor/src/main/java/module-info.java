/** The annotation processor; nothing in it is meant to be called. */
@SuppressWarnings("requires-automatic") // JavaPoet names its module in the manifest only
module espalier.processor {
    requires com.palantir.javapoet;
    requires java.compiler;

    provides javax.annotation.processing.Processor with
            espalier.processor.EspalierProcessor;
}
