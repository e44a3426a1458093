package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import espalier.processor.plan.Plan;

/** The classes that are written for one network at one size; all sizes share the kernels. */
record GeneratedNames(ClassName network, ClassName inference, ClassName training, ClassName kernels, ClassName graph) {

    static GeneratedNames of(Plan plan) {
        String packageName = plan.graph().packageName();
        String name = plan.graph().name();
        String sized = name + plan.variant();
        return new GeneratedNames(
                ClassName.get(packageName, sized + "Network"),
                ClassName.get(packageName, sized + "Inference"),
                ClassName.get(packageName, sized + "Training"),
                ClassName.get(packageName, name + "Kernels"),
                ClassName.get(packageName, sized + "Graph"));
    }
}
