package espalier.processor.plan;

import espalier.processor.op.Op;
import espalier.processor.op.ParameterDeclaration;
import espalier.processor.op.ParameterRole;
import java.util.List;
import java.util.Optional;

/**
 * One kernel applied.
 *
 * @param layer the method that wrote it
 * @param name a Java identifier, unique in the program
 * @param comment what it does, shortly, such as {@code 1x28x28 -> 6x28x28, 5x5, tanh}
 * @param inputs ids of the steps whose values it reads
 * @param layout of the value that it writes
 * @param isPerRegion whether the value has a row for each region, not for each image
 * @param memory the array that holds the value, of {@link Program#memory} or {@link Program#regionMemory}; -1 if the value is
 *     handed on a few rows at a time
 * @param work multiply-adds, or values where nothing is multiplied, of one image
 * @param parameters of the operation, then those of the folded batch norm
 * @param norm the batch norm, folded or standing alone
 */
public record Step(
        int id,
        String layer,
        String name,
        String comment,
        KernelInstance kernel,
        List<Integer> inputs,
        Layout layout,
        boolean isPerRegion,
        int memory,
        long work,
        List<ParameterDeclaration> parameters,
        Optional<Op.BatchNorm> norm) {
    public Step {
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
    }

    /** The name of the parameter with this role. */
    public Optional<String> parameter(ParameterRole role) {
        return parameters.stream()
                .filter(parameter -> parameter.role() == role)
                .map(ParameterDeclaration::name)
                .findFirst();
    }
}
