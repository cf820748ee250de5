package org.lungburden;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom in the worker. Each rule is proven by a class of the test sources that breaks it. */
class ArchitectureTest {
    private static final String ROOT = "org.lungburden.";
    private static final String[] KERNELS = {"preprocess", "postprocess", "measure"};

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
                        classes()
                                .that()
                                .resideInAPackage(ROOT + "geometry..")
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage("java..", "org.jspecify..", ROOT + "geometry.."),
                        "GeometryThatKnowsAKernel"),
                new Proven(
                        classes()
                                .that()
                                .resideInAnyPackage(kernels())
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage(
                                        "java..",
                                        "org.jspecify..",
                                        ROOT + "geometry..",
                                        ROOT + "preprocess..",
                                        ROOT + "postprocess..",
                                        ROOT + "measure.."),
                        "KernelThatKnowsACode"),
                new Proven(onlyIn("inference..", "ai.djl.."), "ReportThatKnowsDjl"),
                new Proven(onlyIn("job.postgres..", "jakarta.persistence.."), "WorkerThatKnowsPersistence"),
                new Proven(onlyIn("archive..", "org.apache.commons.compress.."), "ReaderThatUnpacks"));
    }

    private static String[] kernels() {
        String[] packages = new String[KERNELS.length];
        for (int n = 0; n < KERNELS.length; n++) {
            packages[n] = ROOT + KERNELS[n] + "..";
        }
        return packages;
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

    @Test
    void roomsFormNoCycle() {
        slices().matching("org.lungburden.(*)..").should().beFreeOfCycles().check(PRODUCTION);
    }

    @Test
    void aCycleWouldBeTold() {
        ArchRule rule = slices().matching("org.lungburden.(*)..").should().beFreeOfCycles();

        assertThat(rule.evaluate(WITH_OFFENDERS).getFailureReport().getDetails())
                .anySatisfy(line -> assertThat(line).contains("GeometryThatKnowsAKernel"));
    }
}
