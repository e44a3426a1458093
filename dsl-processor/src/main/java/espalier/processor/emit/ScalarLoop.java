package espalier.processor.emit;

import static espalier.processor.emit.KernelClasses.floats;
import static espalier.processor.emit.KernelClasses.integer;
import static espalier.processor.emit.Offsets.plus;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The loop in which the scalar dialect multiplies and adds: {@code sum_p[n] += row_0[n] * v[p,0] + row_1[n] * v[p,1] + ...}.
 * C2 makes vector code of it only if it can tell that no store meets a later load, hence all rows have the same array and
 * offsets that are literals: first the sums, then the rows of factors, which are copied there.
 *
 * @param length of each row
 * @param sums rows that are added to, in all loops
 * @param terms rows of factors
 * @param loops that share the factors, one behind the other: copying two rows takes half as long as eight multiply-adds
 */
record ScalarLoop(int length, int sums, int terms, int loops) {

    /** With more in a loop's body C2 of JDK 17 and 25 leaves it scalar: 12 ran at a third of the speed of 8. */
    private static final int MOST_PRODUCTS = 8;

    private static final int MOST_LOOPS = 2;

    /**
     * The loop with the fewest loads and stores for each product.
     *
     * @param sumsOf positions of which so many as there are sums are taken at once, the last perhaps again
     * @param sums which numbers of sums will do
     * @param terms which numbers of terms will do
     */
    static ScalarLoop best(int length, int sumsOf, IntPredicate sums, IntPredicate terms) {
        ScalarLoop best = new ScalarLoop(length, 1, 1, 1);
        for (int s = 1; s <= Math.min(MOST_LOOPS * MOST_PRODUCTS, sumsOf); s++) {
            for (int t = 1; t <= MOST_PRODUCTS; t++) {
                int loops = (s * t + MOST_PRODUCTS - 1) / MOST_PRODUCTS;
                ScalarLoop loop = new ScalarLoop(length, s, t, loops);
                boolean isPossible = loops <= MOST_LOOPS && s % loops == 0 && sums.test(s) && terms.test(t);
                if (isPossible && loop.cost(sumsOf) < best.cost(sumsOf)) {
                    best = loop;
                }
            }
        }
        return best;
    }

    /** Loads and stores for each product: a sum is loaded and stored, a factor loaded in each loop, after a copy. */
    private double cost(int sumsOf) {
        double repeated = (double) ((sumsOf + sums - 1) / sums * sums) / sumsOf;
        return repeated * (2 * sums + (loops + 3) * terms) / (sums * terms);
    }

    /** Floats of all rows. */
    int size() {
        return (sums + terms) * length;
    }

    /** Floats of the sums, where the factors begin. */
    int sumsSize() {
        return sums * length;
    }

    /**
     * The method {@code name(s, values, at)}: the loop over the rows in {@code s}.
     *
     * @param index the name of n
     * @param values the array of v, of which {@code v[0,0]} is that at {@code at}
     * @param sumStep from the value of one sum to that of the next
     * @param termStep from the value of one term to that of the next
     */
    MethodSpec.Builder method(String name, String index, String values, int sumStep, int termStep) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int loop = 0; loop < loops; loop++) {
            int first = loop * (sums / loops);
            int end = first + sums / loops;
            for (int sum = first; sum < end; sum++) {
                declareValues(code, sum, values, sumStep, termStep);
            }
            code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", index, length);
            for (int sum = first; sum < end; sum++) {
                addProducts(code, sum, index, values);
            }
            code.endControlFlow();
        }
        return KernelClasses.helper(name, floats("s"), floats(values), integer("at"))
                .addCode(code.build());
    }

    private void declareValues(CodeBlock.Builder code, int sum, String values, int sumStep, int termStep) {
        List<String> declared = new ArrayList<>();
        for (int term = 0; term < terms; term++) {
            String place = plus("at", sum * sumStep + term * termStep);
            declared.add("%s = %s[%s]".formatted(value(values, sum, term), values, place));
        }
        code.addStatement("$T $L", TypeName.FLOAT, String.join(", ", declared));
    }

    private void addProducts(CodeBlock.Builder code, int sum, String index, String values) {
        String products = IntStream.range(0, terms)
                .mapToObj(term -> "s[%s] * %s".formatted(plus(index, (sums + term) * length), value(values, sum, term)))
                .collect(Collectors.joining(" + "));
        code.addStatement("s[$L] += $L", plus(index, sum * length), products);
    }

    private String value(String values, int sum, int term) {
        return values + sum + (terms == 1 ? "" : (char) ('a' + term));
    }
}
