package espalier.processor.problem;

/**
 * The catalogue of everything that Espalier objects to. A code is stable: users suppress warnings by it and search for
 * it. The sentence names what was expected and what came, the fix what to do; both are {@link String#format} texts.
 */
public enum ProblemCode {
    // The network and its methods
    NOT_AN_INTERFACE(
            Severity.ERROR,
            "NotAnInterface",
            "a %s is an interface or an abstract class, but %s is %s",
            "Write the %s as an interface with one annotated method a layer."),
    SUPER_TYPE(
            Severity.ERROR,
            "SuperType",
            "a %s stands alone, but %s extends %s",
            "Write all of its layers in the %s itself."),
    INPUT_SHAPE(
            Severity.ERROR,
            "InputShape",
            "input must be {channels, height, width}, each at least 1, not {%s}",
            "Write for example input = {1, 28, 28}; for plain vectors of n values, input = {n, 1, 1}."),
    SIZE_REPEATED(Severity.ERROR, "SizeRepeated", "the size %s is given twice", "Delete it; input is a size as well."),
    SIZES_DIFFER(
            Severity.ERROR,
            "SizesDiffer",
            "%s is %s for images of %s, but %s for images of %s, so that the sizes cannot share it",
            "Put @SpatialPyramid, @AdaptivePool or @GlobalPool before this layer, or delete the size."),
    NO_NETWORK(
            Severity.ERROR,
            "NoNetwork",
            "%s has layers, but is not annotated with @Network",
            "Add @Network(input = {channels, height, width}) to it, or @Block if it is a part of networks."),
    NO_LAYERS(Severity.ERROR, "NoLayers", "the %s has no layers", "Add one annotated method a layer."),
    NO_ANNOTATION(
            Severity.ERROR,
            "NoAnnotation",
            "the method says nothing about its layer",
            "Annotate it with a layer such as @Conv, @Pool or @Dense, or give it a body."),
    NOT_ABSTRACT(
            Severity.ERROR,
            "NotAbstract",
            "a layer is a method without a body, but this one has one",
            "Delete the body, or the layer's annotations."),
    RETURN_TYPE(
            Severity.ERROR, "ReturnType", "a layer's method returns Layer, not %s", "Declare it as: Layer %s(...)."),
    PARAMETER_TYPE(
            Severity.ERROR,
            "ParameterType",
            "a parameter names a layer that is read and so has the type Layer, but %s has the type %s",
            "Declare it as: Layer %s, or for @RoiPool's boxes as Regions. Sizes and counts belong in the annotations."),
    OVERLOAD(
            Severity.ERROR,
            "Overload",
            "two layers have the name %s, so that a parameter of this name would be ambiguous",
            "Give each layer its own name."),
    RESERVED_NAME(
            Severity.ERROR,
            "ReservedName",
            "a layer cannot be called input, which is the name of the network's input",
            "Give it another name."),
    DUPLICATE_NETWORK(Severity.ERROR, "DuplicateNetwork", "%s and %s would both generate %s", "Rename one of the two."),
    GENERATED_NAME_TAKEN(
            Severity.ERROR,
            "GeneratedNameTaken",
            "the class %s is to be generated, but it exists already",
            "Rename the network or that class."),

    // Wiring
    UNKNOWN_LAYER(Severity.ERROR, "UnknownLayer", "there is no layer %s", "%s"),
    LATER_LAYER(
            Severity.ERROR,
            "LaterLayer",
            "a layer reads only layers above it, but %s",
            "Move this method below %s, or read another layer."),
    TOO_MANY_INPUTS(Severity.ERROR, "TooManyInputs", "@%s takes %s, but the method names %s: %s", "%s"),
    TOO_FEW_INPUTS(
            Severity.ERROR,
            "TooFewInputs",
            "@%s joins %s, but the method names %s",
            "Name the layers to join as parameters: Layer %s(Layer a, Layer b)."),
    JOIN_NOT_FIRST(
            Severity.ERROR,
            "JoinNotFirst",
            "@%s joins the layers that the method names, so it must stand before @%s",
            "Write it as the first of the method's annotations, or on a method of its own."),
    DEAD_LAYER(
            Severity.ERROR,
            "DeadLayer",
            "nothing reads this layer, and it is not the last",
            "Name it as a parameter of a later layer, delete it, or mark it @Output or @Auxiliary."),
    AUXILIARY_LAST(
            Severity.ERROR,
            "AuxiliaryLast",
            "the last method is the network's own output, which inference needs, but it is marked @Auxiliary",
            "Delete @Auxiliary, or move the method above the network's own output."),
    AUXILIARY_READ(
            Severity.ERROR,
            "AuxiliaryRead",
            "the layer reads %s, which is marked @Auxiliary and so gone at inference",
            "Name another layer as its parameter: Layer %s(Layer x); or mark %s @Output instead."),
    AUXILIARY_AND_OUTPUT(
            Severity.ERROR,
            "AuxiliaryAndOutput",
            "@Auxiliary marks an output that only training has, @Output one that stays",
            "Delete one of the two."),

    // Blocks
    NOT_A_BLOCK(
            Severity.ERROR,
            "NotABlock",
            "@Use names a block, but %s is not annotated with @Block",
            "Add @Block to %s, or name another interface."),
    BLOCK_AND_NETWORK(
            Severity.ERROR,
            "BlockAndNetwork",
            "%s is annotated with both @Network and @Block",
            "Delete one of the two; what several networks share goes into a block of its own."),
    BLOCK_CYCLE(
            Severity.ERROR,
            "BlockCycle",
            "the block %s contains itself: %s",
            "Use another block here, or repeat one from the network."),
    OUTPUT_IN_BLOCK(
            Severity.ERROR,
            "OutputInBlock",
            "a block has one output, its last layer, but this layer is marked @%s",
            "Delete @%s; a method of the network that uses the block can be marked."),
    PARAMETER_NAMES_MISSING(
            Severity.ERROR,
            "ParameterNamesMissing",
            "the class file of the block does not say what the parameters of its methods are called",
            "Compile the block with javac -parameters."),
    TOO_MANY_LAYERS(
            Severity.ERROR,
            "TooManyLayers",
            "with the block %s there would be more than %s layers",
            "Repeat it less often."),

    // Regions
    REGIONS_MISSING(
            Severity.ERROR,
            "RegionsMissing",
            "@%s pools regions, but the method has no parameter that names them",
            "Declare it as: Layer %s(Layer map, Regions boxes)."),
    REGIONS_UNREAD(
            Severity.ERROR,
            "RegionsUnread",
            "only @RoiPool reads regions, but the method has the parameter %s and no @RoiPool",
            "Delete the parameter: layers behind @RoiPool compute a row for each region by themselves."),
    TWO_REGIONS(
            Severity.ERROR,
            "TwoRegions",
            "a network has one input of regions, which is called %s, but here is another, %s",
            "Name it %s wherever it is read, and once in a method."),
    REGIONS_NAME(
            Severity.ERROR,
            "RegionsName",
            "the regions cannot be called %s, which is the name of %s",
            "Give the parameter another name, such as boxes."),
    REGIONS_IN_BLOCK(
            Severity.ERROR,
            "RegionsInBlock",
            "regions are an input of the network, which a block does not see",
            "Put @RoiPool into the network, before or behind the uses of the block."),
    ROWS_DIFFER(
            Severity.ERROR,
            "RowsDiffer",
            "@%s cannot join %s, which has a row for each region, with %s, which has one for each image",
            "Join layers that are both before or both behind @RoiPool."),
    REGIONS_OF_REGIONS(
            Severity.ERROR,
            "RegionsOfRegions",
            "@%s takes a map of images, but %s has a row for each region already",
            "Read a layer before the other @RoiPool."),

    // Names of parameters
    TWO_WEIGHTS(
            Severity.ERROR,
            "TwoWeights",
            "@%s and @%s both have weights, which would both be called %s.weight",
            "Write them as two methods."),
    PARAMETER_NAME_TAKEN(
            Severity.ERROR,
            "ParameterNameTaken",
            "the parameter name %s is already used by layer %s",
            "Choose another name in @Named."),
    PARAMETER_PREFIX(
            Severity.ERROR,
            "ParameterPrefix",
            "\"%s\" is no prefix of parameter names",
            "Write names joined by single dots, such as features.0, without spaces and without a dot at either end."),

    // Values
    NOT_POSITIVE(Severity.ERROR, "NotPositive", "%s must be at least 1, not %s", "Write %s = 1 or more."),
    NEGATIVE(Severity.ERROR, "Negative", "%s must be at least 0, not %s", "Write %s = 0 or more."),
    VALUE_COUNT(Severity.ERROR, "ValueCount", "%s takes %s, not %s", "Write %s."),
    OUT_OF_RANGE(Severity.ERROR, "OutOfRange", "%s must be %s, not %s", "%s"),
    EVEN_WINDOW(
            Severity.ERROR,
            "EvenWindow",
            "the window lies around a channel, with as many channels before as after, so size must be odd, not %s",
            "Use size = %s or %s."),
    PADDING_CONFLICT(
            Severity.ERROR,
            "PaddingConflict",
            "paddingMode %s computes the padding itself, but padding is given as well",
            "Delete the padding, or use paddingMode EXPLICIT."),
    POOL_PADDING(
            Severity.ERROR,
            "PoolPadding",
            "padding %s must be smaller than the window %s, or a window could lie in the padding alone",
            "Use a padding of at most %s, or a larger window."),
    ALPHA_UNUSED(
            Severity.ERROR,
            "AlphaUnused",
            "%s has no constant alpha",
            "Delete alpha; only LEAKY_RELU and ELU have one."),
    GROUPS_DO_NOT_DIVIDE(
            Severity.ERROR,
            "GroupsDoNotDivide",
            "groups %s must divide both the %s input maps and the %s filters",
            "Use groups = %s."),
    ATTRIBUTE_UNUSED(Severity.ERROR, "AttributeUnused", "%s is about %s, but %s", "Write %s, or delete %s."),
    EITHER_OR(Severity.ERROR, "EitherOr", "%s and %s both say %s", "Delete one of the two."),
    KERNEL_EVEN(
            Severity.ERROR,
            "KernelEven",
            "kernel must be odd, so that as much padding on every side keeps the size of the map, not %s",
            "Use %s or %s."),
    SHORTCUT_NARROWS(
            Severity.ERROR,
            "ShortcutNarrows",
            "shortcut SUBSAMPLE adds channels of zeros, but the input has %s channels and the result only %s",
            "Use shortcut PROJECTION, or make at least %s channels."),
    NO_CHANNELS_LEFT(
            Severity.ERROR,
            "NoChannelsLeft",
            "compression %s leaves none of the %s channels",
            "Use a compression of at least %s."),
    CONNECTIONS_WITH_GROUPS(
            Severity.ERROR,
            "ConnectionsWithGroups",
            "connections and groups both say which maps a filter reads",
            "Delete one of the two."),
    CONNECTION_ROWS(
            Severity.ERROR,
            "ConnectionRows",
            "connections needs one @Maps a filter: there are %s filters, but %s rows",
            "Write %s rows, or filters = %s."),
    CONNECTION_EMPTY(
            Severity.ERROR,
            "ConnectionEmpty",
            "filter %s is connected to no map",
            "List at least one input map, counted from 0."),
    CONNECTION_INDEX(
            Severity.ERROR,
            "ConnectionIndex",
            "filter %s reads map %s, but the input %s has only the maps %s",
            "Use indices %s."),
    CONNECTION_REPEATED(Severity.ERROR, "ConnectionRepeated", "filter %s lists map %s twice", "List each map once."),
    MAP_UNCONNECTED(
            Severity.ERROR,
            "MapUnconnected",
            "no filter reads input %s",
            "Connect it to a filter, or let the layer above have fewer filters."),
    PROTOTYPE_COUNT(
            Severity.ERROR,
            "PrototypeCount",
            "prototypes needs one @Bitmap a unit: there are %s units, but %s bitmaps",
            "Write %s bitmaps, or units = %s."),
    PROTOTYPE_SIZE(
            Severity.ERROR,
            "PrototypeSize",
            "bitmap %s has %s x %s = %s pixels, but the input %s has %s values",
            "Draw bitmaps of %s pixels, or give the layer above %s units."),
    BITMAP_WIDTH(
            Severity.ERROR, "BitmapWidth", "width must be from 1 to 32, not %s", "Draw rows of at most 32 pixels."),
    BITMAP_BITS(
            Severity.ERROR,
            "BitmapBits",
            "row %s of bitmap %s has bits beyond its width of %s",
            "Use at most %s binary digits a row, or a larger width."),

    // Shapes
    KERNEL_TOO_LARGE(
            Severity.ERROR,
            "KernelTooLarge",
            "kernel %s does not fit its input %s (padding %s)",
            "Use a kernel of at most %s, or padding of at least %s."),
    WINDOW_TOO_LARGE(Severity.ERROR, "WindowTooLarge", "window %s does not fit its input %s (padding %s)", "%s"),
    TOO_MANY_BINS(
            Severity.ERROR,
            "TooManyBins",
            "%s %s asks for more bins than the input %s has rows or columns",
            "Use at most %s, or pool later where the map is small."),
    NEEDS_MAP(
            Severity.ERROR,
            "NeedsMap",
            "@%s takes a map (channels x height x width), but %s gives a vector of %s values",
            "%s"),
    NEEDS_VECTOR(
            Severity.ERROR,
            "NeedsVector",
            "@%s takes a vector, but %s gives a map of %s",
            "Put @Flatten, or @GlobalPool and @Flatten, before it."),
    SHAPES_DIFFER(Severity.ERROR, "ShapesDiffer", "@%s needs %s, but %s is %s and %s is %s", "%s"),
    GATE_SHAPE(Severity.ERROR, "GateShape", "@Scale needs for %s, which is %s, a gate of %s, but %s is %s", "%s"),
    TOO_LARGE(
            Severity.ERROR,
            "TooLarge",
            "%s would take %s values in memory, but a Java array holds at most %s",
            "Make %s."),

    // Claims
    OUTPUT_MISMATCH(
            Severity.ERROR,
            "OutputMismatch",
            "output should be %s, but is %s",
            "Correct the layer, or the claim: output = {%s}."),
    PARAMETERS_MISMATCH(
            Severity.ERROR,
            "ParametersMismatch",
            "%s parameters are claimed, but there are %s (%s)",
            "Correct the layers, or the claim: parameters = %s."),
    MACS_MISMATCH(
            Severity.ERROR,
            "MacsMismatch",
            "%s multiply-adds are claimed, but there are %s (%s)",
            "Correct the layers, or the claim: macs = %s."),
    RECEPTIVE_FIELD_MISMATCH(
            Severity.ERROR,
            "ReceptiveFieldMismatch",
            "a receptive field of %s is claimed, but it is %s",
            "Correct the layers, or the claim: receptiveField = %s."),
    PARAMETER_BUDGET(
            Severity.ERROR,
            "ParameterBudget",
            "%s parameters exceed the budget of %s by %s",
            "Make the largest contributors smaller, or raise the budget."),
    MAC_BUDGET(
            Severity.ERROR,
            "MacBudget",
            "%s multiply-adds exceed the budget of %s by %s",
            "Make the largest contributors smaller, or raise the budget."),
    ACTIVATION_BUDGET(
            Severity.ERROR,
            "ActivationBudget",
            "%s bytes of activations exceed the budget of %s by %s",
            "Make the largest contributors smaller, pool earlier, or raise the budget."),

    // Warnings
    UNREAD_ROWS(Severity.WARNING, "UnreadRows", "stride %s leaves the last %s of the input %s unread", "%s"),
    REDUNDANT_BIAS(
            Severity.WARNING,
            "RedundantBias",
            "the bias has no effect, because the batch norm after it subtracts the mean",
            "Write bias = false."),
    ACTIVATION_ON_LOGITS(
            Severity.WARNING,
            "ActivationOnLogits",
            "the network ends in %s, but the classification loss takes logits and applies softmax itself",
            "Delete %s, or train with another loss."),
    DEEP_SIGMOID(
            Severity.WARNING,
            "DeepSigmoid",
            "%s sigmoids in a row: the gradient of the first layers is at most %s of the last's, so they hardly learn",
            "Use RELU, or put @BatchNorm between."),

    // The processor
    OPTION(Severity.ERROR, "Option", "the option -A%s must be %s, not %s", "Correct the compiler's arguments."),
    VECTOR_UNAVAILABLE(
            Severity.ERROR,
            "VectorUnavailable",
            "-Aespalier.dialect=vector needs the module jdk.incubator.vector, which this compilation does not see",
            "Add --add-modules jdk.incubator.vector to the compiler's arguments, or use dialect auto."),
    RUNTIME_MISSING(
            Severity.ERROR,
            "RuntimeMissing",
            "the generated code needs espalier-runtime, which this compilation does not see",
            "Add the dependency org.espalier:espalier-runtime, and in a module: requires espalier.runtime."),
    CANNOT_WRITE(
            Severity.ERROR,
            "CannotWrite",
            "the generated class %s cannot be written: %s",
            "Check the folder for generated sources (-s)."),
    INTERNAL(
            Severity.ERROR,
            "Internal",
            "Espalier itself failed: %s",
            "This is a fault in Espalier and not in your network; please report it with this message and the network.");

    /** Whether a network with such a problem is still generated. */
    public enum Severity {
        /** No code is generated. */
        ERROR,
        /** The network works; can be silenced with {@code @SuppressWarnings("Espalier:Code")}. */
        WARNING
    }

    private final Severity severity;
    private final String code;
    private final String sentence;
    private final String fix;

    ProblemCode(Severity severity, String code, String sentence, String fix) {
        this.severity = severity;
        this.code = code;
        this.sentence = sentence;
        this.fix = fix;
    }

    /** How grave such a problem is by default. */
    public Severity severity() {
        return severity;
    }

    /** As messages and {@code @SuppressWarnings} write it: {@code Espalier:KernelTooLarge}. */
    public String code() {
        return "Espalier:" + code;
    }

    String sentence() {
        return sentence;
    }

    String fix() {
        return fix;
    }
}
