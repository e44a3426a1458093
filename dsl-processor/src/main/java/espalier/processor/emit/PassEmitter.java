package espalier.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import espalier.processor.failure.InternalFailure;
import espalier.processor.op.Op;
import espalier.processor.op.ParameterRole;
import espalier.processor.op.Window;
import espalier.processor.plan.DepthFirst;
import espalier.processor.plan.Kernel;
import espalier.processor.plan.Layout;
import espalier.processor.plan.Plan;
import espalier.processor.plan.Program;
import espalier.processor.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * Writes a network's inference and training passes: a field a layer, a constructor that wires them, and a forward (and
 * backward) method that reads as the network does.
 */
final class PassEmitter {

    /** Columns that a line of arguments may fill, beside its indentation and what closes the call. */
    private static final int LONG_ARGUMENTS = 100;

    private static final ParameterSpec IMAGES =
            ParameterSpec.builder(TypeName.INT, "images").build();

    private static final ParameterSpec REGIONS =
            ParameterSpec.builder(TypeName.INT, "regions").build();

    private final Plan plan;
    private final GeneratedNames names;
    private final Program program;
    private final boolean training;
    private final StepNames steps;

    private PassEmitter(Plan plan, GeneratedNames names, boolean training) {
        this.plan = plan;
        this.names = names;
        this.training = training;
        this.program = training ? plan.training() : plan.inference();
        this.steps = new StepNames(program);
    }

    static TypeSpec inference(Plan plan, GeneratedNames names) {
        PassEmitter emitter = new PassEmitter(plan, names, false);
        TypeSpec.Builder type = emitter.begin(
                names.inference(),
                Names.INFERENCE_PASS,
                "The layers of $L at inference:\n$L.",
                plan.graph().interfaceName(),
                emitter.memoryComment());
        emitter.addConstructor(
                type, ParameterSpec.builder(TypeName.INT, "capacity").build());
        emitter.addForward(type);
        return type.build();
    }

    static TypeSpec training(Plan plan, GeneratedNames names) {
        PassEmitter emitter = new PassEmitter(plan, names, true);
        TypeSpec.Builder type = emitter.begin(
                names.training(),
                Names.GENERATED_TRAINING,
                "The layers of $L in training, forward and backward.\nEach keeps its values until it has gone back.",
                plan.graph().interfaceName());
        emitter.addConstructor(
                type, ParameterSpec.builder(Names.TRAINING_OPTIONS, "options").build());
        emitter.addForward(type);
        emitter.addBackward(type);
        return type.build();
    }

    private TypeSpec.Builder begin(ClassName name, ClassName superclass, String javadoc, Object... args) {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.FINAL)
                .superclass(superclass)
                .addJavadoc(javadoc, args);
        List<Step> kept = program.steps().stream().filter(program::isKept).toList();
        int wired = kept.size() + program.outputs().size();
        for (Step step : kept) {
            type.addField(Names.STEP, steps.of(step.id()), Statements.fieldModifiers(wired, Modifier.PRIVATE));
        }
        return type;
    }

    private String memoryComment() {
        int arrays = program.memory().size() + program.regionMemory().size();
        long values = program.steps().stream().filter(program::isKept).count();
        return values + " values share " + arrays + (arrays == 1 ? " array, " : " arrays, ")
                + Text.grouped(plan.activationBytes()) + " bytes for one image"
                + (plan.regionsAtOnce() > 0 ? " and one region" : "");
    }

    private void addConstructor(TypeSpec.Builder type, ParameterSpec size) {
        ParameterSpec kernels =
                ParameterSpec.builder(names.kernels(), "kernels").build();
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addParameter(names.network(), "network")
                .addParameter(kernels)
                .addParameter(size);
        if (training) {
            constructor.addParameter(Names.GRADIENTS, "gradients").addStatement("super(network, $N, gradients)", size);
        } else {
            constructor.addStatement("super(network, $N)", size);
            constructor.addStatement("memory($L)", sizes(program.memory()));
            if (plan.regionsAtOnce() > 0) {
                constructor.addStatement("regionMemory($L)", sizes(program.regionMemory()));
            }
        }
        Statements wiring = new Statements();
        program.steps().stream()
                .filter(program::isKept)
                .forEach(step -> InternalFailure.naming(
                        step.layer(), () -> wiring.add("$N = $L", steps.of(step.id()), made(step))));
        program.outputs()
                .forEach(output -> wiring.add(
                        "output($S, kernels.$N, $N, $L)",
                        output.layer(),
                        output.export().name(),
                        steps.of(output.step()),
                        Text.literal((int) program.steps()
                                .get(output.step())
                                .layout()
                                .shape()
                                .size())));
        wiring.into(type, constructor, "wire", kernels);
        if (training) {
            constructor.addStatement("allocateGradients()");
        }
        type.addMethod(constructor.build());
    }

    private static CodeBlock sizes(List<Integer> memory) {
        return memory.stream()
                .map(values -> CodeBlock.of("$L", Text.literal(values)))
                .collect(CodeBlock.joining(",$W"));
    }

    private void addForward(TypeSpec.Builder type) {
        addForward(type, "forward", program.steps(false), IMAGES);
        if (plan.regionsAtOnce() > 0) {
            addForward(type, "forwardRegions", program.steps(true), REGIONS);
        }
    }

    private void addForward(TypeSpec.Builder type, String name, List<Step> pass, ParameterSpec rows) {
        Statements calls = new Statements();
        for (Step step : pass) {
            Optional<DepthFirst> chain = program.depthFirst(step);
            if (chain.isPresent()) {
                calls.addBelowComment(comment(chain.get()), "$N.forward($N)", steps.of(step.id()), rows);
            } else {
                calls.addWithComment(step.comment(), "$N.forward($N)", steps.of(step.id()), rows);
            }
        }
        addPass(type, name, calls, rows);
    }

    /** The import's gradient is the caller's affair: the base class takes it where it was asked for. */
    private void addBackward(TypeSpec.Builder type) {
        List<Step> ofImages = program.steps(false);
        addBackward(type, "backward", ofImages.subList(1, ofImages.size()), IMAGES);
        if (plan.regionsAtOnce() > 0) {
            addBackward(type, "backwardRegions", program.steps(true), REGIONS);
        }
    }

    private void addBackward(TypeSpec.Builder type, String name, List<Step> pass, ParameterSpec rows) {
        Statements calls = new Statements();
        for (int i = pass.size() - 1; i >= 0; i--) {
            calls.add("$N.backward($N)", steps.of(pass.get(i).id()), rows);
        }
        addPass(type, name, calls, rows);
    }

    private static void addPass(TypeSpec.Builder type, String name, Statements calls, ParameterSpec rows) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .addParameter(rows);
        calls.into(type, method, name, rows);
        type.addMethod(method.build());
    }

    private List<String> comment(DepthFirst chain) {
        return Stream.concat(
                        Stream.of("A few rows at a time:"),
                        chain.places().stream()
                                .map(place -> program.steps().get(place).comment()))
                .toList();
    }

    /** The expression that makes a step. */
    private CodeBlock made(Step step) {
        Optional<DepthFirst> chain = program.depthFirst(step);
        if (chain.isPresent()) {
            return depthFirst(chain.get(), step);
        }
        Kernel kernel = step.kernel().kernel();
        String kernelField = step.kernel().name();
        if (kernel instanceof Kernel.Import) {
            return CodeBlock.of("input(kernels.$N, $L, $L)", kernelField, y(step), Text.literal((int)
                    step.layout().shape().size()));
        }
        if (kernel instanceof Kernel.Add || kernel instanceof Kernel.Concat) {
            return call("join", kernelField, Stream.of(List.of(y(step), work(step)), inputs(step)));
        }
        return call(
                factory(kernel), kernelField, Stream.of(parameters(step), inputs(step), List.of(y(step), work(step))));
    }

    /** A call whose arguments begin a line of their own if the first line is full, and end it if that is. */
    private static CodeBlock call(String method, String kernelField, Stream<List<CodeBlock>> arguments) {
        List<CodeBlock> all = arguments.flatMap(List::stream).toList();
        CodeBlock line = CodeBlock.join(all, ", ");
        boolean isLong = line.toString().length() > LONG_ARGUMENTS;
        return CodeBlock.of("$L(kernels.$N,$W$L)", method, kernelField, isLong ? CodeBlock.join(all, ",$W") : line);
    }

    /** A few rows at a time: a line a convolution, and a line for what it hands on to the next one. */
    private CodeBlock depthFirst(DepthFirst chain, Step last) {
        List<Step> stages =
                chain.places().stream().map(place -> program.steps().get(place)).toList();
        CodeBlock.Builder code = CodeBlock.builder().add("depthFirst($L)", CodeBlock.join(inputs(stages.get(0)), ", "));
        long work = 0;
        for (int i = 0; i < stages.size(); i++) {
            Step stage = stages.get(i);
            if (i > 0) {
                code.add("\n$L", handedOn(stages.get(i - 1).layout(), stage));
            }
            code.add("\n.$L", call("convolution", stage.kernel().name(), Stream.of(parameters(stage))));
            work += stage.work();
        }
        return code.add(
                        "\n.into($L, $L, $L)",
                        y(last),
                        Text.literal(last.layout().shape().height()),
                        Text.literal(work))
                .build();
    }

    private static CodeBlock handedOn(Layout layout, Step reader) {
        Window window = window(reader.kernel().kernel());
        return CodeBlock.of(
                ".rows($L, $L, $L, $L).window($L, $L, $L)",
                Text.literal(layout.shape().height()),
                layout.border().top(),
                layout.border().bottom(),
                Text.literal(layout.rowPitch()),
                layout.border().top() - window.padding().top(),
                window.reachHeight(),
                window.strideHeight());
    }

    private static Window window(Kernel kernel) {
        return kernel instanceof Kernel.Depthwise depthwise
                ? depthwise.op().window()
                : ((Kernel.Convolution) kernel).op().window();
    }

    private static String factory(Kernel kernel) {
        if (kernel instanceof Kernel.Convolution || kernel instanceof Kernel.Depthwise) {
            return "convolution";
        }
        if (kernel instanceof Kernel.Dense) {
            return "dense";
        }
        if (kernel instanceof Kernel.Subsample) {
            return "subsample";
        }
        if (kernel instanceof Kernel.Rbf) {
            return "rbf";
        }
        if (kernel instanceof Kernel.Dropout || kernel instanceof Kernel.StochasticDepth) {
            return "dropout";
        }
        if (kernel instanceof Kernel.RoiPool) {
            return "roiPool";
        }
        if (kernel instanceof Kernel.Multiply || kernel instanceof Kernel.Scale) {
            return "product";
        }
        return kernel instanceof Kernel.BatchNorm ? "batchNorm" : "map";
    }

    /** The arguments that name the step's parameters. */
    private List<CodeBlock> parameters(Step step) {
        List<CodeBlock> arguments = new ArrayList<>();
        Kernel kernel = step.kernel().kernel();
        if (kernel instanceof Kernel.Convolution
                || kernel instanceof Kernel.Depthwise
                || kernel instanceof Kernel.Dense
                || kernel instanceof Kernel.Subsample) {
            arguments.add(
                    CodeBlock.of("$S", step.parameter(ParameterRole.WEIGHT).orElseThrow()));
            arguments.add(step.parameter(ParameterRole.BIAS)
                    .map(bias -> CodeBlock.of("$S", bias))
                    .orElse(CodeBlock.of("null")));
        }
        if (kernel instanceof Kernel.Rbf) {
            arguments.add(
                    CodeBlock.of("$S", step.parameter(ParameterRole.PROTOTYPES).orElseThrow()));
        }
        step.norm().ifPresent(norm -> arguments.addAll(norm(step, norm)));
        return arguments;
    }

    private List<CodeBlock> norm(Step step, Op.BatchNorm norm) {
        String gamma = step.parameter(ParameterRole.SCALE).orElseThrow();
        CodeBlock prefix = CodeBlock.of("$S", gamma.substring(0, gamma.lastIndexOf('.')));
        CodeBlock epsilon = CodeBlock.of("$L", Text.literal(norm.epsilon()));
        return training
                ? List.of(prefix, epsilon, CodeBlock.of("$L", Text.literal(norm.momentum())))
                : List.of(prefix, epsilon);
    }

    private List<CodeBlock> inputs(Step step) {
        return step.inputs().stream()
                .map(input -> CodeBlock.of("$N", steps.of(input)))
                .toList();
    }

    private CodeBlock y(Step step) {
        String pitch = Text.literal(step.layout().imagePitch());
        if (!training) {
            return CodeBlock.of("$L($L, $L)", step.isPerRegion() ? "inRegions" : "in", step.memory(), pitch);
        }
        if (step.isPerRegion()) {
            return CodeBlock.of("regionActivation($L)", pitch);
        }
        boolean input = step.kernel().kernel() instanceof Kernel.Import;
        return CodeBlock.of("$L($L)", input ? "inputActivation" : "activation", pitch);
    }

    private static CodeBlock work(Step step) {
        return CodeBlock.of("$L", Text.literal(step.work()));
    }

    /** The steps' fields, apart from the names that the generated methods use themselves. */
    private static final class StepNames {

        private static final List<String> TAKEN =
                List.of("images", "regions", "kernels", "network", "capacity", "options", "gradients");

        private final List<String> names;

        StepNames(Program program) {
            names = program.steps().stream()
                    .map(step -> TAKEN.contains(step.name()) ? step.name() + "_" : step.name())
                    .toList();
        }

        String of(int step) {
            return names.get(step);
        }
    }
}
