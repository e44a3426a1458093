package espalier.processor.read;

import espalier.processor.spec.AnnotationSpec;
import espalier.processor.spec.BlockSpec;
import espalier.processor.spec.InterfaceSpec;
import espalier.processor.spec.MethodSpec;
import espalier.processor.spec.NetworkSpec;
import espalier.processor.spec.ParameterSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads networks and blocks from the compiler's model. */
public final class NetworkReader {

    /** The package of the annotations. */
    public static final String DSL = "espalier.dsl";

    private static final String LAYER = DSL + ".Layer";
    private static final String BLOCK = DSL + ".Block";

    private static final String REGIONS = DSL + ".Regions";

    private NetworkReader() {}

    /**
     * Reads the type that carries {@code @Network} or {@code @Block}, with the blocks that it uses. Nothing is judged here.
     *
     * @param types among which the blocks are found
     */
    public static NetworkSpec read(TypeElement type, KnownTypes types) {
        InterfaceSpec read = readInterface(type, Map.of(), types);
        Map<String, BlockSpec> blocks = new LinkedHashMap<>();
        Deque<InterfaceSpec> unseen = new ArrayDeque<>(List.of(read));
        while (!unseen.isEmpty()) {
            for (String name : unseen.remove().usedBlocks()) {
                TypeElement found = types.find(name);
                if (found != null && !blocks.containsKey(name) && isBlock(found)) {
                    boolean isCompiled = types.isCompiled(found);
                    InterfaceSpec block =
                            readInterface(found, isCompiled ? Map.of() : types.parameterNames(found), types);
                    blocks.put(name, new BlockSpec(name, block, isCompiled));
                    unseen.add(block);
                }
            }
        }
        return new NetworkSpec(packageOf(type), String.join("_", nesting(type)), isPublic(type), read, blocks);
    }

    /**
     * @param parameterNames of methods, where they are known better than by the compiler
     */
    private static InterfaceSpec readInterface(
            TypeElement type, Map<String, List<String>> parameterNames, KnownTypes types) {
        List<TypeMirror> superTypes = superTypes(type);
        Optional<List<AnnotationSpec>> annotations = annotations(type);
        return new InterfaceSpec(
                String.join(".", nesting(type)),
                kind(type),
                superTypes.stream().map(NetworkReader::name).toList(),
                MirrorOrigin.of(type),
                annotations.orElse(List.of()),
                ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                        .map(method -> method(
                                method,
                                parameterNames.get(method.getSimpleName().toString()),
                                types))
                        .toList(),
                suppressed(type),
                annotations.isEmpty() || superTypes.stream().anyMatch(NetworkReader::isUnresolved));
    }

    private static boolean isBlock(TypeElement type) {
        return type.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().toString().equals(BLOCK));
    }

    /**
     * @param names of the parameters, or null if they are those of the compiler
     */
    private static MethodSpec method(ExecutableElement method, List<String> names, KnownTypes types) {
        List<ParameterSpec> parameters = new ArrayList<>();
        for (VariableElement parameter : method.getParameters()) {
            parameters.add(parameter(
                    parameter, names == null ? parameter.getSimpleName().toString() : names.get(parameters.size())));
        }
        Optional<List<AnnotationSpec>> annotations = annotations(method);
        boolean isBroken = annotations.isEmpty()
                || types.isAnnotatedWithUnknown(method)
                || isUnresolved(method.getReturnType())
                || method.getParameters().stream().anyMatch(p -> isUnresolved(p.asType()));
        return new MethodSpec(
                method.getSimpleName().toString(),
                MirrorOrigin.of(method),
                method.getModifiers().contains(Modifier.ABSTRACT),
                name(method.getReturnType()),
                isLayer(method.getReturnType()),
                parameters,
                annotations.orElse(List.of()),
                suppressed(method),
                isBroken);
    }

    private static ParameterSpec parameter(VariableElement parameter, String name) {
        return new ParameterSpec(
                name,
                name(parameter.asType()),
                isLayer(parameter.asType()),
                isDsl(parameter.asType(), REGIONS),
                MirrorOrigin.of(parameter));
    }

    /** The annotations of the DSL; empty if the compiler could not resolve all that is written. */
    private static Optional<List<AnnotationSpec>> annotations(Element element) {
        AnnotationReader reader = new AnnotationReader(element);
        List<AnnotationSpec> annotations = new ArrayList<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (isUnresolved(mirror.getAnnotationType())) {
                return Optional.empty();
            }
            TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
            if (type.getEnclosingElement() instanceof PackageElement p
                    && p.getQualifiedName().contentEquals(DSL)) {
                Optional<AnnotationSpec> read = reader.read(mirror);
                boolean isRepeated = annotations.stream().anyMatch(a -> a.type().contentEquals(type.getSimpleName()));
                if (read.isEmpty() || isRepeated) {
                    return Optional.empty();
                }
                annotations.add(read.get());
            }
        }
        return Optional.of(annotations);
    }

    private static String packageOf(TypeElement type) {
        Element element = type;
        while (!(element instanceof PackageElement)) {
            element = element.getEnclosingElement();
        }
        return ((PackageElement) element).getQualifiedName().toString();
    }

    private static List<String> nesting(TypeElement type) {
        List<String> names = new ArrayList<>();
        if (type.getNestingKind() == NestingKind.MEMBER) {
            names.addAll(nesting((TypeElement) type.getEnclosingElement()));
        }
        names.add(type.getSimpleName().toString());
        return names;
    }

    private static boolean isPublic(TypeElement type) {
        return type.getModifiers().contains(Modifier.PUBLIC)
                && (type.getNestingKind() != NestingKind.MEMBER || isPublic((TypeElement) type.getEnclosingElement()));
    }

    private static String kind(TypeElement type) {
        if (type.getKind() == ElementKind.CLASS && type.getModifiers().contains(Modifier.ABSTRACT)) {
            return "abstract class";
        }
        return type.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<TypeMirror> superTypes(TypeElement type) {
        List<TypeMirror> all = new ArrayList<>();
        TypeMirror superclass = type.getSuperclass();
        if (superclass.getKind() != TypeKind.NONE && !name(superclass).equals("Object")) {
            all.add(superclass);
        }
        all.addAll(type.getInterfaces());
        return all;
    }

    private static boolean isUnresolved(TypeMirror type) {
        return type.getKind() == TypeKind.ERROR;
    }

    private static boolean isLayer(TypeMirror type) {
        return isDsl(type, LAYER);
    }

    private static boolean isDsl(TypeMirror type, String name) {
        return type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getQualifiedName().contentEquals(name);
    }

    /** As the source would name it, without packages and annotations. */
    private static String name(TypeMirror type) {
        return type instanceof DeclaredType declared
                ? declared.asElement().getSimpleName().toString()
                : type.toString();
    }

    /** What is silenced at an element or around it. */
    private static Set<String> suppressed(Element element) {
        Set<String> names = new HashSet<>();
        for (Element at = element; at != null && !(at instanceof PackageElement); at = at.getEnclosingElement()) {
            for (AnnotationMirror mirror : at.getAnnotationMirrors()) {
                if (mirror.getAnnotationType().toString().equals("java.lang.SuppressWarnings")) {
                    mirror.getElementValues().values().forEach(value -> addStrings(value, names));
                }
            }
        }
        return names;
    }

    private static void addStrings(AnnotationValue value, Set<String> names) {
        if (value.getValue() instanceof List<?> list) {
            list.forEach(item -> addStrings((AnnotationValue) item, names));
        } else if (value.getValue() instanceof String name) {
            names.add(name);
        }
    }
}
