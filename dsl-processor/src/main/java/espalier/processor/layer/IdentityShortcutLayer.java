package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Shape;
import espalier.processor.spec.AnnotationSpec;
import java.util.Optional;

/**
 * The shortcut of a residual block whose other path strides and widens, without parameters: some of the input's pixels, and
 * channels of zeros. No annotation states it; residual blocks use it.
 *
 * @param source the block's annotation
 * @param channels of the result, at least those of the input
 */
record IdentityShortcutLayer(AnnotationSpec source, int channels, int strideHeight, int strideWidth) implements Layer {

    @Override
    public String kind() {
        return "Shortcut";
    }

    @Override
    public String suffix() {
        return "Shortcut";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        Shape input = site.input();
        Reach reach = new Reach(1, 1, strideHeight, strideWidth, false);
        return Optional.of(
                Lowering.of(site, Step.of(Op.IdentityShortcut.of(input, channels, strideHeight, strideWidth), reach)));
    }
}
