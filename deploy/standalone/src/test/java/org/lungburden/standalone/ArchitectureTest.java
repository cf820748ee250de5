package org.lungburden.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Standalone may know all rooms, and none of them may know it; its libraries stay here. */
class ArchitectureTest {
    private static final String ROOT = "org.lungburden.";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.lungburden");

    private static final JavaClasses WITH_OFFENDERS = new ClassFileImporter()
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.lungburden");

    /** @param offender simple name of the class that breaks the rule */
    record Proven(ArchRule rule, String offender) {
        @Override
        public String toString() {
            return rule.getDescription();
        }
    }

    static List<Proven> rules() {
        return List.of(
                new Proven(
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(ROOT + "standalone..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(ROOT + "standalone.."),
                        "RoomThatKnowsStandalone"),
                new Proven(
                        noClasses()
                                .that()
                                .resideInAPackage(ROOT + "api..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(ROOT + "worker..", ROOT + "pipeline..", ROOT + "inference.."),
                        "ApiThatKnowsTheWorker"),
                new Proven(
                        noClasses()
                                .that()
                                .resideInAnyPackage(ROOT + "worker..", ROOT + "pipeline..", ROOT + "inference..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(ROOT + "api.."),
                        "WorkerThatKnowsTheApi"),
                new Proven(onlyIn("standalone.service..", "io.zonky.."), "ClientThatStartsADatabase"),
                new Proven(onlyIn("standalone..", "picocli.."), "ApiThatParsesACommandLine"));
    }

    private static ArchRule onlyIn(String home, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(Proven proven) {
        proven.rule().check(PRODUCTION);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isBrokenByItsOffender(Proven proven) {
        assertThat(proven.rule().evaluate(WITH_OFFENDERS).getFailureReport().getDetails())
                .anySatisfy(line -> assertThat(line).contains("archviolations." + proven.offender()));
    }
}
