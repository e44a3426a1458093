package espalier.processor.layer;

import espalier.processor.op.Initializer;
import espalier.processor.op.Op;
import espalier.processor.op.ParameterDeclaration;
import espalier.processor.op.ParameterRole;
import espalier.processor.op.Shape;
import espalier.processor.problem.ProblemCode;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code @Rbf}: the squared distance to each fixed prototype; a map is flattened first. */
record RbfLayer(AnnotationSpec source, int units, List<AnnotationSpec> bitmaps) implements Layer {

    static final LayerKind KIND = new LayerKind("Rbf", RbfLayer::read);

    private static RbfLayer read(Attributes a) {
        int units = a.positive("units");
        Located<List<AnnotationSpec>> bitmaps = a.source().annotations("prototypes");
        if (units > 0 && bitmaps.value().size() != units) {
            a.report(a.problem(
                            ProblemCode.PROTOTYPE_COUNT,
                            bitmaps.origin(),
                            units,
                            bitmaps.value().size())
                    .fixedBy(units, bitmaps.value().size()));
        }
        for (int i = 0; i < bitmaps.value().size(); i++) {
            checkBitmap(a, i, bitmaps.value().get(i));
        }
        return new RbfLayer(a.source(), units, bitmaps.value());
    }

    private static void checkBitmap(Attributes a, int index, AnnotationSpec bitmap) {
        Located<Integer> width = bitmap.integer("width");
        if (width.value() < 1 || width.value() > Integer.SIZE) {
            a.report(a.problem(ProblemCode.BITMAP_WIDTH, width.origin(), width.value()));
            return;
        }
        List<Located<Integer>> rows = bitmap.integers("value").value();
        for (int row = 0; row < rows.size(); row++) {
            if (width.value() < Integer.SIZE && rows.get(row).value() >>> width.value() != 0) {
                a.report(a.problem(ProblemCode.BITMAP_BITS, rows.get(row).origin(), row, index, width.value())
                        .fixedBy(width.value()));
            }
        }
    }

    @Override
    public String kind() {
        return "RBF";
    }

    @Override
    public String suffix() {
        return "Rbf";
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        int length = Math.toIntExact(site.input().size());
        for (int i = 0; i < bitmaps.size(); i++) {
            AnnotationSpec bitmap = bitmaps.get(i);
            int rows = bitmap.integers("value").value().size();
            int width = bitmap.integer("width").value();
            if ((long) rows * width != length) {
                site.report(site.problem(
                                ProblemCode.PROTOTYPE_SIZE,
                                bitmap.originOf("value"),
                                i,
                                rows,
                                width,
                                (long) rows * width,
                                site.input(),
                                length)
                        .fixedBy(length, (long) rows * width));
                return Optional.empty();
            }
        }
        List<Step> steps = new ArrayList<>(FlattenLayer.implicit(site.input()));
        Op op = new Op.Rbf(
                Shape.vector(length),
                Shape.vector(units),
                bitmaps.stream().map(RbfLayer::pixels).toList());
        ParameterDeclaration prototypes = new ParameterDeclaration(
                site.parameterPrefix() + ".prototypes",
                ParameterRole.PROTOTYPES,
                List.of(units, length),
                Initializer.FIXED,
                length,
                units,
                false,
                (long) units * length);
        steps.add(new Step("", op, List.of(prototypes), 0, Reach.WHOLE));
        return Optional.of(Lowering.chain(site, steps));
    }

    private static List<Integer> pixels(AnnotationSpec bitmap) {
        int width = bitmap.integer("width").value();
        List<Integer> pixels = new ArrayList<>();
        for (Located<Integer> row : bitmap.integers("value").value()) {
            for (int bit = width - 1; bit >= 0; bit--) {
                pixels.add((row.value() >>> bit & 1) == 1 ? 1 : -1);
            }
        }
        return pixels;
    }
}
