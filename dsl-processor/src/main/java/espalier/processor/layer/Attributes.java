package espalier.processor.layer;

import espalier.processor.op.Padding;
import espalier.processor.problem.Problem;
import espalier.processor.problem.ProblemCode;
import espalier.processor.problem.Problems;
import espalier.processor.problem.Words;
import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.Located;
import espalier.processor.spec.Origin;
import java.util.Collections;
import java.util.List;

/** Reads the attributes of one layer annotation, reporting values that can be seen to be wrong without the input. */
public final class Attributes {

    private static final String ONE_OR_TWO = "one value, or {vertical, horizontal}";
    private static final String SIDES = "one value, {vertical, horizontal}, or {top, left, bottom, right}";

    /** Far above what was ever trained, and few enough that a slip of the pen does not keep the compiler busy. */
    private static final int MOST_BLOCKS = 1_000;

    private final AnnotationSpec source;
    private final String layer;
    private final Problems problems;
    private boolean good = true;

    Attributes(AnnotationSpec source, String layer, Problems problems) {
        this.source = source;
        this.layer = layer;
        this.problems = problems;
    }

    boolean areGood() {
        return good;
    }

    AnnotationSpec source() {
        return source;
    }

    /** Begins a problem of this layer. */
    Problem problem(ProblemCode code, Origin origin, Object... words) {
        return Problem.of(code, layer, origin, words);
    }

    void report(Problem problem) {
        problems.add(problem);
        good &= !problem.isError();
    }

    /** An int of at least 1. */
    int positive(String name) {
        return positive(name, source.integer(name));
    }

    private int positive(String name, Located<Integer> value) {
        if (value.value() < 1) {
            report(problem(ProblemCode.NOT_POSITIVE, value.origin(), name, value.value())
                    .fixedBy(name));
        }
        return value.value();
    }

    /** One or more ints of at least 1. */
    List<Located<Integer>> positives(String name, String example) {
        Located<List<Located<Integer>>> written = source.integers(name);
        if (written.value().isEmpty()) {
            wrongCount(name, "one or more values", 0, written.origin(), "for example " + example);
        }
        written.value().forEach(value -> positive(name, value));
        return written.value();
    }

    /** An int within bounds. */
    int between(int least, int most, String name, String fix) {
        Located<Integer> value = source.integer(name);
        if (value.value() < least || value.value() > most) {
            outOfRange(name, value, "from " + least + " to " + Words.count(most), fix);
        }
        return value.value();
    }

    /** How often a composite repeats its block. */
    int blocks() {
        return between(1, MOST_BLOCKS, "blocks", "The deepest published networks have a few hundred.");
    }

    /** The probability to drop each of so many blocks, if their number is good: none, one for all, or one a block. */
    List<Double> stochasticDepth(int blocks) {
        Located<List<Located<Double>>> written = source.reals("stochasticDepth");
        for (Located<Double> rate : written.value()) {
            if (!(rate.value() >= 0 && rate.value() < 1)) {
                outOfRange(
                        "stochasticDepth",
                        rate,
                        "at least 0 and below 1",
                        "It is the probability to drop a block for an image, usually 0.2 or less.");
                return List.of();
            }
        }
        List<Double> rates = written.value().stream().map(Located::value).toList();
        if (rates.isEmpty()) {
            return Collections.nCopies(Math.max(0, blocks), 0.0);
        }
        if (rates.size() == 1) {
            return Collections.nCopies(Math.max(0, blocks), rates.get(0));
        }
        if (rates.size() != blocks) {
            String takes = "one value, or one a block, of which there are " + blocks;
            String example = "for example stochasticDepth = 0.1";
            wrongCount("stochasticDepth", takes, rates.size(), written.origin(), example);
        }
        return rates;
    }

    /** One or two ints of at least 1. */
    Size size(String name) {
        Located<List<Located<Integer>>> written = source.integers(name);
        List<Located<Integer>> values = written.value();
        if (values.size() != 1 && values.size() != 2) {
            wrongCount(
                    name,
                    ONE_OR_TWO,
                    values.size(),
                    written.origin(),
                    "for example " + name + " = 2, or " + name + " = {2, 1}");
            return new Size(1, 1, written.origin());
        }
        values.forEach(value -> positive(name, value));
        int height = values.get(0).value();
        int width = values.get(values.size() - 1).value();
        return new Size(height, width, written.origin());
    }

    /** None, one, two or four ints of at least 0. */
    Padding padding(String name) {
        Located<List<Located<Integer>>> written = source.integers(name);
        List<Located<Integer>> values = written.value();
        for (Located<Integer> value : values) {
            if (value.value() < 0) {
                report(problem(ProblemCode.NEGATIVE, value.origin(), name, value.value())
                        .fixedBy(name));
                return Padding.NONE;
            }
        }
        List<Integer> p = values.stream().map(Located::value).toList();
        return switch (p.size()) {
            case 0 -> Padding.NONE;
            case 1 -> new Padding(p.get(0), p.get(0), p.get(0), p.get(0));
            case 2 -> new Padding(p.get(0), p.get(1), p.get(0), p.get(1));
            case 4 -> new Padding(p.get(0), p.get(1), p.get(2), p.get(3));
            default -> {
                String example = "for example " + name + " = 1, or " + name + " = {0, 0, 1, 1}";
                wrongCount(name, SIDES, p.size(), written.origin(), example);
                yield Padding.NONE;
            }
        };
    }

    /** How padding comes about, which together with an explicit padding is an error. */
    PaddingMode paddingMode() {
        Located<String> written = source.text("paddingMode");
        PaddingMode mode = PaddingMode.valueOf(written.value());
        if (mode != PaddingMode.EXPLICIT && source.isWritten("padding")) {
            report(problem(ProblemCode.PADDING_CONFLICT, source.originOf("padding"), mode));
        }
        return mode;
    }

    /** The attribute {@code rate}: the probability to drop something. */
    double dropRate(String what, String usual) {
        return dropRate("rate", what, usual);
    }

    /** The same of an attribute with another name. */
    double dropRate(String name, String what, String usual) {
        double rate = source.real(name).value();
        if (!(rate >= 0 && rate < 1)) {
            outOfRange(name, "at least 0 and below 1", "It is the probability to drop " + what + ", " + usual + ".");
        }
        return rate;
    }

    /** Reports a value outside of its range. */
    void outOfRange(String name, String range, String fix) {
        outOfRange(name, source.real(name), range, fix);
    }

    private void outOfRange(String name, Located<?> value, String range, String fix) {
        report(problem(ProblemCode.OUT_OF_RANGE, value.origin(), name, range, value.value())
                .fixedBy(fix));
    }

    private void wrongCount(String name, String takes, int count, Origin origin, String example) {
        String came = count == 0 ? "no values" : count == 1 ? "1 value" : count + " values";
        report(problem(ProblemCode.VALUE_COUNT, origin, name, takes, came).fixedBy(example));
    }
}
