package espalier.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.op.ActivationKind;
import espalier.processor.op.Shape;
import espalier.processor.plan.Layout;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * The sizes that a class which several kernels share is given when it is made. Each is a parameter of its constructor and a
 * final field; kernels of one form have sizes of the same names in the same order.
 */
final class Sizes {

    private record Size(String name, TypeName type, CodeBlock value, String meaning) {}

    private final List<Size> all = new ArrayList<>();

    /** The sizes of a kernel whose class has them all as literals. */
    static Sizes none() {
        return new Sizes();
    }

    /** Channels, height and width of a map, as fields of these names. */
    static Sizes of(Shape shape) {
        return new Sizes()
                .with("channels", shape.channels(), "of a pixel")
                .with("height", shape.height(), "rows of the map, at least 1")
                .with("width", shape.width(), "columns of the map, at least 1");
    }

    /** Where the values of an array's image stand: {@code xOrigin} and {@code xRowPitch} of x. */
    Sizes layout(String array, Layout layout) {
        return with(array + "Origin", layout.origin(), "where the first value stands in an image of " + array)
                .with(array + "RowPitch", layout.rowPitch(), "values from a row of " + array + " to the next");
    }

    /** The same for several arrays: {@code xOrigin[input]} and {@code xRowPitch[input]}. */
    Sizes layouts(String array, List<Layout> layouts) {
        return with(
                        array + "Origin",
                        layouts.stream().map(Layout::origin).toList(),
                        "where the first value stands in an image of each input")
                .with(
                        array + "RowPitch",
                        layouts.stream().map(Layout::rowPitch).toList(),
                        "values from a row of each input to the next");
    }

    /** An {@code int}. */
    Sizes with(String name, int value, String meaning) {
        all.add(new Size(name, TypeName.INT, CodeBlock.of("$L", value), meaning));
        return this;
    }

    /** A {@code Rectifier}. */
    Sizes with(String name, ActivationKind rectifier, String meaning) {
        all.add(new Size(name, Names.RECTIFIER, CodeBlock.of("$T.$L", Names.RECTIFIER, rectifier), meaning));
        return this;
    }

    /** A {@code float}. */
    Sizes with(String name, double value, String meaning) {
        all.add(new Size(name, TypeName.FLOAT, CodeBlock.of("$L", ActivationCode.literal(value)), meaning));
        return this;
    }

    /** An {@code int[]}. */
    Sizes with(String name, List<Integer> values, String meaning) {
        CodeBlock elements =
                values.stream().map(value -> CodeBlock.of("$L", value)).collect(CodeBlock.joining(", "));
        all.add(new Size(name, ArrayTypeName.of(TypeName.INT), CodeBlock.of("new int[] {$L}", elements), meaning));
        return this;
    }

    /** The constructor's arguments. */
    CodeBlock arguments() {
        return all.stream().map(Size::value).collect(CodeBlock.joining(",$W"));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Adds the fields and the constructor. */
    void into(TypeSpec.Builder type) {
        if (isEmpty()) {
            return;
        }
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        for (Size size : all) {
            type.addField(size.type(), size.name(), Modifier.PRIVATE, Modifier.FINAL);
            constructor
                    .addJavadoc("@param $L $L\n", size.name(), size.meaning())
                    .addParameter(size.type(), size.name())
                    .addStatement("this.$1L = $1L", size.name());
        }
        type.addMethod(constructor.build());
    }
}
