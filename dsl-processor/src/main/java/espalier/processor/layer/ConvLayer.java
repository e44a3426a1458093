package espalier.processor.layer;

import espalier.processor.op.Op;
import espalier.processor.op.Padding;
import espalier.processor.op.ParameterDeclaration;
import espalier.processor.op.ParameterRole;
import espalier.processor.op.Shape;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Words;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code @Conv}: cross-correlation, {@code c x h x w} to {@code filters x h' x w'}.
 *
 * @param sizedBy what decides how many filters there are
 */
record ConvLayer(
        AnnotationSpec source,
        int filters,
        Culprit sizedBy,
        Sliding sliding,
        int groups,
        boolean hasBias,
        ConnectionTable connections,
        Initialization init,
        boolean directOnly)
        implements Layer, Biased {

    static final LayerKind KIND = new LayerKind("Conv", ConvLayer::read);

    private static ConvLayer read(Attributes a) {
        int filters = a.positive("filters");
        int groups = a.positive("groups");
        Sliding sliding = sliding(a);
        ConnectionTable connections = ConnectionTable.read(a, filters);
        if (groups > 1 && !connections.isEmpty()) {
            a.report(a.problem(ProblemCode.CONNECTIONS_WITH_GROUPS, connections.origin()));
        }
        return new ConvLayer(
                a.source(),
                filters,
                new Culprit(a.source(), "filters"),
                sliding,
                groups,
                a.source().flag("bias").value(),
                connections,
                Initialization.valueOf(a.source().text("init").value()),
                "DIRECT".equals(a.source().text("algorithm").value()));
    }

    /** The window that kernel, stride, dilation and padding make. */
    static Sliding sliding(Attributes a) {
        return new Sliding(
                a.size("kernel"), a.size("stride"), a.size("dilation"), a.padding("padding"), a.paddingMode(), false);
    }

    /** A convolution inside a composite: its kernel is odd and padded by half, and He's rule initialises it. */
    static ConvLayer inner(Filters filters, int kernel, Size stride, int groups, boolean hasBias) {
        AnnotationSpec source = filters.decidedBy().annotation();
        int half = kernel / 2;
        Size size = new Size(kernel, kernel, source.originOf("kernel"));
        Size dense = Size.one(source.origin());
        Sliding sliding =
                new Sliding(size, stride, dense, new Padding(half, half, half, half), PaddingMode.EXPLICIT, false);
        ConnectionTable all = new ConnectionTable(List.of(), source.origin());
        return new ConvLayer(
                source,
                filters.count(),
                filters.decidedBy(),
                sliding,
                groups,
                hasBias,
                all,
                Initialization.HE_NORMAL,
                false);
    }

    /** How many filters a convolution inside a composite has, and which of the composite's attributes decides that. */
    record Filters(int count, Culprit decidedBy) {

        static Filters of(int count, AnnotationSpec composite, String attribute) {
            return new Filters(count, new Culprit(composite, attribute));
        }
    }

    @Override
    public String kind() {
        return "Conv " + kernel(sliding) + (groups > 1 ? " (" + groups + " groups)" : "");
    }

    /** {@code 3x3}, {@code 3x3/2} with a stride of 2. */
    static String kernel(Sliding sliding) {
        return sliding.size() + sliding.stride().asStride();
    }

    @Override
    public String suffix() {
        return "Conv";
    }

    @Override
    public Ownership ownership() {
        return Ownership.WEIGHTS;
    }

    @Override
    public Origin biasOrigin() {
        return source.originOf("bias");
    }

    @Override
    public Optional<Lowering> lower(Site site) {
        if (!site.requireMap(this, "Put @" + source.type() + " before the layer that makes a vector.")) {
            return Optional.empty();
        }
        Shape input = site.input();
        if (!groupsDivide(input, site) || !connections.fits(input, site)) {
            return Optional.empty();
        }
        Optional<Sliding.Result> slid = sliding.over(input, site, source);
        return slid.flatMap(result -> lower(site, result));
    }

    private Optional<Lowering> lower(Site site, Sliding.Result slid) {
        Shape input = site.input();
        Shape output = Shape.map(filters, slid.height(), slid.width());
        int mapsPerFilter = input.channels() / groups;
        long taps = Limits.times(slid.window().height(), slid.window().width());
        long weights = Limits.times(Limits.times(filters, mapsPerFilter), taps);
        if (!Limits.fits(site, sizedBy, "its weight", weights)
                || !Limits.fits(site, sizedBy, "its result " + output, output, Padding.NONE)) {
            return Optional.empty();
        }
        long connected = connections.isEmpty() ? (long) filters * mapsPerFilter : connections.count();
        List<ParameterDeclaration> parameters = new ArrayList<>();
        parameters.add(new ParameterDeclaration(
                site.parameterPrefix() + ".weight",
                ParameterRole.WEIGHT,
                List.of(
                        filters,
                        mapsPerFilter,
                        slid.window().height(),
                        slid.window().width()),
                init.resolve(site),
                Math.max(1, Math.round((double) connected / filters * taps)),
                Math.max(1, Math.round((double) connected / input.channels() * taps)),
                true,
                connected * taps));
        if (hasBias) {
            parameters.add(Biased.bias(site, filters));
        }
        Op op = new Op.Convolution(input, output, slid.window(), groups, hasBias, connections.rows(), directOnly);
        long macs = Limits.times(connected * taps, (long) slid.height() * slid.width());
        return Optional.of(Lowering.of(site, new Step("", op, parameters, macs, Reach.of(slid.window()))));
    }

    private boolean groupsDivide(Shape input, Site site) {
        if (input.channels() % groups == 0 && filters % groups == 0) {
            return true;
        }
        List<String> arithmetic = new ArrayList<>();
        if (input.channels() % groups != 0) {
            arithmetic.add(input.channels() + " input maps / " + groups + " leaves " + input.channels() % groups);
        }
        if (filters % groups != 0) {
            arithmetic.add(filters + " filters / " + groups + " leaves " + filters % groups);
        }
        site.report(site.problem(
                        ProblemCode.GROUPS_DO_NOT_DIVIDE, source.originOf("groups"), groups, input.channels(), filters)
                .with(arithmetic)
                .fixedBy(commonDivisors(input.channels(), filters)));
        return false;
    }

    private static String commonDivisors(int a, int b) {
        List<String> divisors = IntStream.rangeClosed(1, Math.min(a, b))
                .filter(d -> a % d == 0 && b % d == 0)
                .limit(12)
                .mapToObj(Integer::toString)
                .toList();
        return Words.list(divisors, "or");
    }
}
