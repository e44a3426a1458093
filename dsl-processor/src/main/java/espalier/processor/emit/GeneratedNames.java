package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import espalier.processor.plan.Plan;

/** The classes that are written for one network. */
record GeneratedNames(ClassName network, ClassName inference, ClassName training, ClassName kernels, ClassName graph) {

    static GeneratedNames of(Plan plan) {
        String packageName = plan.graph().packageName();
        String name = plan.graph().name();
        return new GeneratedNames(
                ClassName.get(packageName, name + "Network"),
                ClassName.get(packageName, name + "Inference"),
                ClassName.get(packageName, name + "Training"),
                ClassName.get(packageName, name + "Kernels"),
                ClassName.get(packageName, name + "Graph"));
    }
}
