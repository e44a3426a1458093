package espalier.processor.layer;

import espalier.processor.op.Initializer;
import espalier.processor.op.ParameterDeclaration;
import espalier.processor.op.ParameterRole;
import espalier.processor.spec.Origin;
import java.util.List;

/** A layer that may have a bias which a batch norm after it would make redundant. */
public interface Biased {

    /** Whether it has one. */
    boolean hasBias();

    /** Where that was written. */
    Origin biasOrigin();

    /** The declaration of a bias of so many values, zero at first. */
    static ParameterDeclaration bias(Site site, int count) {
        return new ParameterDeclaration(
                site.parameterPrefix() + ".bias",
                ParameterRole.BIAS,
                List.of(count),
                Initializer.ZEROS,
                1,
                1,
                true,
                count);
    }
}
