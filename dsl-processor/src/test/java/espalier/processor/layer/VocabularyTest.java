package espalier.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.dsl.Activation;
import espalier.dsl.Conv;
import espalier.dsl.Inception;
import espalier.dsl.Init;
import espalier.dsl.InvertedResidual;
import espalier.dsl.Network;
import espalier.dsl.Pool;
import espalier.dsl.Residual;
import espalier.dsl.Upsample;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Op;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The processor reads annotations by name, so that both sides must use the same names. */
class VocabularyTest {

    private static List<String> names(Enum<?>[] constants) {
        return Stream.of(constants).map(Enum::name).toList();
    }

    @Test
    void everyKindHasItsAnnotation() throws ClassNotFoundException {
        for (LayerKind kind : LayerKinds.all()) {
            Class<?> annotation = Class.forName(Network.class.getPackageName() + "." + kind.annotation());
            assertEquals(true, annotation.isAnnotation(), kind.annotation());
        }
    }

    @Test
    void enumsAgree() {
        assertEquals(names(Init.values()), names(Initialization.values()));
        assertEquals(names(Conv.Padding.values()), names(PaddingMode.values()));
        assertEquals(names(Pool.Type.values()), names(Op.PoolType.values()));
        assertEquals(names(Upsample.Mode.values()), names(Op.UpsampleMode.values()));
        assertEquals(names(Inception.Form.values()), names(InceptionLayer.Form.values()));
        assertEquals(names(InvertedResidual.Naming.values()), names(InvertedResidualLayer.Naming.values()));
        assertEquals(names(Residual.Shortcut.values()), names(ResidualLayer.Shortcut.values()));
        assertEquals(names(Residual.StridePlacement.values()), names(ResidualLayer.StridePlacement.values()));
        assertEquals(
                names(Activation.Kind.values()),
                names(ActivationKind.values()).stream()
                        .filter(name -> !name.equals("NONE"))
                        .toList());
    }
}
