package espalier.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms of the processor: what each may see of the compiler, of the code writer and of the others. */
class RoomsTest {

    private static final String COMPILER = "javax.lang.model..";
    private static final String TREES = "com.sun.source..";
    private static final String PROCESSING = "javax.annotation.processing..";
    private static final String CODE_WRITER = "com.palantir.javapoet..";
    private static final String REGISTRATION = "com.google.auto.service..";

    private static final Set<String> EMITTERS_MAY_SEE = Set.of(
            "javax.lang.model.SourceVersion", "javax.lang.model.element.Modifier", "javax.lang.model.element.Element");

    private static final JavaClasses PROCESSOR = new ClassFileImporter().importPackages("espalier.processor");

    @ParameterizedTest
    @ValueSource(strings = {"failure", "spec", "problem", "op", "layer", "graph", "check", "plan"})
    void plainRoomsSeeNeitherTheCompilerNorTheCodeWriter(String room) {
        noClasses()
                .that()
                .resideInAPackage(in(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(COMPILER, PROCESSING, CODE_WRITER)
                .because("this room is plain Java, tested without a compiler")
                .allowEmptyShould(true)
                .check(PROCESSOR);
    }

    @Test
    void readingKnowsNoShapesAndWritesNoCode() {
        mustNotSee("read", CODE_WRITER, in("op"), in("layer"), in("graph"), in("check"), in("plan"), in("emit"));
    }

    @Test
    void whatWasWrittenKnowsNothingOfWhatFollows() {
        mustNotSee("spec", in("read"), in("op"), in("layer"), in("graph"), in("check"), in("plan"), in("emit"));
    }

    @Test
    void planningHasForgottenWhatWasWritten() {
        mustNotSee("plan", in("spec"), in("read"), in("layer"), in("check"), in("problem"), in("emit"));
    }

    @Test
    void emittersSeeOpsAndPlansOnly() {
        mustNotSee("emit", PROCESSING, in("spec"), in("read"), in("layer"), in("check"), in("problem"), in("report"));
        noClasses()
                .that()
                .resideInAPackage(in("emit"))
                .should()
                .dependOnClassesThat(describe(
                        "are the compiler's, beyond modifiers, names and elements",
                        type -> type.getPackageName().startsWith("javax.lang.model")
                                && !EMITTERS_MAY_SEE.contains(
                                        type.getBaseComponentType().getName())))
                .because("an emitter needs modifiers and the originating element, nothing else of the compiler")
                .check(PROCESSOR);
    }

    @Test
    void javacsTreesAreForTheReaderAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("read"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TREES)
                .because("other compilers have none")
                .check(PROCESSOR);
    }

    @Test
    void reportingWritesNoCode() {
        mustNotSee("report", CODE_WRITER, in("emit"), in("plan"));
    }

    @Test
    void roomsDependOnEachOtherInOneDirection() {
        slices().matching("espalier.processor.(*)..").should().beFreeOfCycles().check(PROCESSOR);
    }

    @Test
    void theProcessorNeedsNeitherTheAnnotationsNorTheRunTime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("espalier.dsl..", "espalier.runtime..")
                .because("it reads annotations by name and only writes the names of the run time")
                .check(PROCESSOR);
    }

    @Test
    void theProcessorNeedsTheJdkAndTheCodeWriterOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", COMPILER, TREES, "javax.tools..", PROCESSING, CODE_WRITER, REGISTRATION, in("")))
                .check(PROCESSOR);
    }

    private static void mustNotSee(String room, String... packages) {
        noClasses()
                .that()
                .resideInAPackage(in(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true)
                .check(PROCESSOR);
    }

    private static String in(String room) {
        return room.isEmpty() ? "espalier.processor.." : "espalier.processor." + room + "..";
    }
}
