package espalier.processor.check;

import static espalier.processor.check.Sketch.a;
import static org.junit.jupiter.api.Assertions.assertEquals;

import espalier.processor.spec.AnnotationSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is objected to in the wiring, the claims and the whole: the place that is blamed, and the whole text. */
class ProblemsOfNetworksTest {

    private static final AnnotationSpec CONV = a("Conv", "filters", 4, "kernel", 3);

    private static Sketch start() {
        return Sketch.input(4, 8, 8).layer("conv1", CONV);
    }

    @Test
    void unknownLayer() {
        assertEquals("""
                x(cnov1) [Espalier:UnknownLayer] x: there is no layer cnov1
                  Did you mean conv1?""", start().layer("x(cnov1)", CONV).problem());
        assertEquals("""
                x(backbone) [Espalier:UnknownLayer] x: there is no layer backbone
                  Above this method stand: input and conv1.""", start().layer("x(backbone)", CONV).problem());
    }

    @Test
    void laterLayer() {
        assertEquals("""
                x(y) [Espalier:LaterLayer] x: a layer reads only layers above it, but y stands below
                  Move this method below y, or read another layer.""", start().layer("x(y)", CONV).layer("y(conv1)", CONV).problem());
        assertEquals("""
                x(x) [Espalier:LaterLayer] x: a layer reads only layers above it, but this one names itself
                  Move this method below the layer that it should read, or read another layer.""", start().layer("x(x)", CONV).problem());
    }

    @Test
    void numberOfInputs() {
        assertEquals("""
                x(input) [Espalier:TooManyInputs] x: @Conv takes one input, but the method names 2: conv1 and input
                  Name one layer, or join them first with @Add or @Concat.""", start().layer("x(conv1, input)", CONV).problem());
        assertEquals("""
                x [Espalier:TooFewInputs] x: @Add joins two or more layers, but the method names none
                  Name the layers to join as parameters: Layer x(Layer a, Layer b).""", start().layer("x", a("Add")).problem());
        assertEquals("""
                Add [Espalier:JoinNotFirst] x: @Add joins the layers that the method names, so it must stand before @Conv
                  Write it as the first of the method's annotations, or on a method of its own.""", start().layer("x", CONV, a("Add")).problem());
    }

    @Test
    void deadLayer() {
        assertEquals("""
                dead [Espalier:DeadLayer] dead: nothing reads this layer, and it is not the last
                  Name it as a parameter of a later layer, delete it, or mark it @Output or @Auxiliary.""", start().layer("dead", CONV).layer("x(conv1)", CONV).problem());
        assertEquals(
                List.of(),
                start().layer("head", CONV, a("Output")).layer("x(conv1)", CONV).problems());
    }

    @Test
    void names() {
        assertEquals("""
                conv1 [Espalier:Overload] conv1: two layers have the name conv1, so that a parameter of this name would \
                be ambiguous
                  Give each layer its own name.""", start().layer("conv1(conv1)", CONV).problem());
        assertEquals("""
                input [Espalier:ReservedName] input: a layer cannot be called input, which is the name of the network's \
                input
                  Give it another name.""", start().layer("input", CONV).problem());
        assertEquals("""
                Dense [Espalier:TwoWeights] x: @Conv and @Dense both have weights, which would both be called x.weight
                  Write them as two methods.""", start().layer("x", CONV, a("Dense", "units", 2)).problem());
        assertEquals("""
                Named.value [Espalier:ParameterNameTaken] x: the parameter name conv1.weight is already used by layer conv1
                  Choose another name in @Named.""", start().layer("x", CONV, a("Named", "value", "conv1")).problem());
        assertEquals("""
                Named.value [Espalier:ParameterPrefix] x: "a." is no prefix of parameter names
                  Write names joined by single dots, such as features.0, without spaces and without a dot at either end.\
                """, start().layer("x", CONV, a("Named", "value", "a.")).problem());
    }

    @Test
    void shapesDiffer() {
        assertEquals(
                """
                Add [Espalier:ShapesDiffer] sum: @Add needs equal shapes, but conv1 is 4x6x6 and y is 8x6x6
                  they part at conv1:
                    conv1 4x6x6
                    conv1 4x6x6 -> y 8x6x6
                  Give both paths the same number of channels, for instance by a 1x1 @Conv(filters = 4) on y.""",
                start().layer("y", a("Conv", "filters", 8, "kernel", 1))
                        .layer("sum(conv1, y)", a("Add"))
                        .problem());
        assertEquals(
                """
                Concat [Espalier:ShapesDiffer] all: @Concat needs equal heights and widths, but y is 8x3x3 and z is 4x4x4
                  they part at conv1:
                    conv1 4x6x6 -> y 8x3x3
                    conv1 4x6x6 -> z 4x4x4
                  Use the same strides on both paths, and padding that keeps the size, such as paddingMode = SAME.""",
                start().layer("y", a("Conv", "filters", 8, "kernel", 2, "stride", 2))
                        .layer("z(conv1)", CONV)
                        .layer("all(y, z)", a("Concat"))
                        .problem());
    }

    @Test
    void theFirstFailureOfAPathSilencesTheRest() {
        assertEquals(
                List.of("y", "z"),
                start()
                        .layer("y", a("Conv", "filters", 1, "kernel", 7))
                        .layer("yAgain", a("Conv", "filters", 1, "kernel", 9))
                        .layer("z(conv1)", a("Pool", "size", 9))
                        .layer("all(yAgain, z)", a("Add"))
                        .problems()
                        .stream()
                        .map(text -> text.replaceAll("(?s).*\\] (\\w+):.*", "$1"))
                        .toList());
    }

    @Test
    void inputShape() {
        assertEquals("""
                Network.input [Espalier:InputShape] Net: input must be {channels, height, width}, each at least 1, not \
                {3, 0}
                  Write for example input = {1, 28, 28}; for plain vectors of n values, input = {n, 1, 1}.""", Sketch.input(3, 0).layer("x", CONV).problem());
        assertEquals("""
                Net [Espalier:NoLayers] Net: the network has no layers
                  Add one annotated method a layer.""", Sketch.input(3, 2, 1).problem());
    }

    @Test
    void claimsOfALayer() {
        assertEquals(
                List.of("""
                        Expect.output [Espalier:OutputMismatch] x: output should be 8x6, but is 8x6x6
                          input 4x8x8 -> x 8x6x6
                          Correct the layer, or the claim: output = {8, 6, 6}.""", """
                        Expect.parameters [Espalier:ParametersMismatch] x: 0 parameters are claimed, but there are 312 \
                        (312 more)
                          x.weight 8 x 4 x 3 x 3 = 288
                          x.bias 8
                          x.bn.weight 8
                          x.bn.bias 8
                          Correct the layers, or the claim: parameters = 312.""", """
                        Expect.macs [Espalier:MacsMismatch] x: 10,369 multiply-adds are claimed, but there are 10,368 (1 \
                        fewer)
                          x 288 outputs x 36 inputs each = 10,368
                          Correct the layers, or the claim: macs = 10_368.""", """
                        Expect.receptiveField [Espalier:ReceptiveFieldMismatch] x: a receptive field of 5x3 is claimed, \
                        but it is 3x3
                          input 4x8x8 -> x 8x6x6
                          one value of each sees: input 1x1 -> x 3x3
                          Correct the layers, or the claim: receptiveField = 3.""", """
                        Conv [Espalier:RedundantBias] x: the bias has no effect, because the batch norm after it \
                        subtracts the mean
                          Write bias = false."""),
                Sketch.input(4, 8, 8)
                        .layer(
                                "x",
                                a("Conv", "filters", 8, "kernel", 3),
                                a("BatchNorm"),
                                a(
                                        "Expect",
                                        "output",
                                        List.of(8, 6),
                                        "parameters",
                                        0L,
                                        "macs",
                                        10_369L,
                                        "receptiveField",
                                        List.of(5, 3)))
                        .problems());
    }

    @Test
    void claimsOfTheNetwork() {
        assertEquals(
                List.of("""
                        Expect.parameters [Espalier:ParametersMismatch] Net: 700 parameters are claimed, but there are \
                        728 (28 more)
                          conv1 (Conv 3x3): 148
                          f (Dense): 580
                          Correct the layers, or the claim: parameters = 728.""", """
                        Budget.maxMacs [Espalier:MacBudget] Net: 5,760 multiply-adds exceed the budget of 5,000 by 760
                          conv1 (Conv 3x3): 5,184
                          f (Dense): 576
                          Make the largest contributors smaller, or raise the budget."""),
                start().layer("f", a("Dense", "units", 4))
                        .with(a("Expect", "parameters", 700L, "output", 4))
                        .with(a("Budget", "maxMacs", 5_000L, "maxParameters", 728L))
                        .problems());
    }

    @Test
    void claimsThatHoldAreSilent() {
        assertEquals(
                List.of(),
                start().layer(
                                "f",
                                a("Dense", "units", 4),
                                a("Expect", "output", 4, "receptiveField", 8),
                                a("Budget", "maxParameters", 580L, "maxActivationBytes", 16L))
                        .with(a("Expect", "parameters", 728L, "macs", 5_760L, "receptiveField", List.of(8, 8)))
                        .problems());
    }

    @Test
    void adviceOnEnds() {
        assertEquals(
                """
                Softmax [Espalier:ActivationOnLogits] f: the network ends in Softmax, but the classification loss takes \
                logits and applies softmax itself
                  Delete @Softmax, or train with another loss.""", start().layer("f", a("Dense", "units", 4), a("Softmax")).problem());
        assertEquals(
                List.of(),
                start().layer("f", a("Dense", "units", 1), a("Activation", "value", "SIGMOID"))
                        .problems());
    }

    @Test
    void adviceOnSigmoids() {
        AnnotationSpec sigmoid = a("Activation", "value", "SIGMOID");
        assertEquals(
                """
                Activation [Espalier:DeepSigmoid] d: 4 sigmoids in a row: the gradient of the first layers is at most \
                1/256 of the last's, so they hardly learn
                  Use RELU, or put @BatchNorm between.""",
                start().layer("a", sigmoid)
                        .layer("b", sigmoid)
                        .layer("c", sigmoid)
                        .layer("d", sigmoid)
                        .layer("e", sigmoid)
                        .problem());
    }
}
