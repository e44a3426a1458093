package espalier.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What holds of every module: who may depend on whom, and no state that two users of a class would share. */
class ModulesTest {

    private static final String VECTOR_API = "jdk.incubator.vector..";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                    "espalier.dsl", "espalier.onnx", "espalier.processor", "espalier.runtime", "espalier.samples");

    @Test
    void theAnnotationsDependOnNothing() {
        classes()
                .that()
                .resideInAPackage("espalier.dsl..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("espalier.dsl..", "java.lang..")
                .check(ALL);
    }

    @Test
    void theRunTimeDependsOnTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("espalier.runtime..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("espalier.runtime..", "java..", VECTOR_API)
                .check(ALL);
    }

    @Test
    void theExportDependsOnTheRunTimeAndTheFormatOnly() {
        classes()
                .that()
                .resideInAPackage("espalier.onnx..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "espalier.onnx..", "espalier.runtime..", "java..", "ai.onnx.proto..", "com.google.protobuf..")
                .check(ALL);
    }

    @Test
    void theVectorApiIsBehindOneDoor() {
        noClasses()
                .that()
                .resideInAPackage("espalier.runtime..")
                .and()
                .resideOutsideOfPackage("espalier.runtime.vector..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(VECTOR_API)
                .because("the run time must load on a JVM that was started without that module")
                .check(ALL);
    }

    @Test
    void packagesOfTheRunTimeDependOnEachOtherInOneDirection() {
        slices().matching("espalier.runtime.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void packagesOfTheSamplesDependOnEachOtherInOneDirection() {
        slices().matching("espalier.samples.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void staticFieldsAreConstant() {
        fields().that()
                .areStatic()
                .and()
                .doNotHaveName("$VALUES")
                .should()
                .haveModifier(FINAL)
                .check(ALL);
    }

    @Test
    void staticFieldsHoldNothingThatChanges() {
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType("java.util.HashMap")
                .orShould()
                .haveRawType("java.util.ArrayList")
                .orShould()
                .haveRawType("java.util.concurrent.ConcurrentHashMap")
                .orShould()
                .haveRawType("java.util.concurrent.atomic.AtomicInteger")
                .orShould()
                .haveRawType("java.util.concurrent.atomic.AtomicLong")
                .orShould()
                .haveRawType("java.util.concurrent.atomic.AtomicReference")
                .orShould()
                .haveRawType("java.util.concurrent.atomic.AtomicBoolean")
                .orShould()
                .haveRawType("java.lang.ThreadLocal")
                .check(ALL);
    }
}
