package org.lungburden.api;

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
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.JobStore;
import org.lungburden.job.ModelRegistry;
import org.springframework.web.bind.annotation.RestController;

/** The directions between the rooms, as far as this module can see them. */
class ArchitectureTest {
    private static final String PROOFS = "org.lungburden.api.archviolations";
    private static final String FEATURES = "org.lungburden.api.(*)..";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
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
                                .resideInAPackage("org.lungburden.api..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "org.lungburden.worker..",
                                        "org.lungburden.pipeline..",
                                        "org.lungburden.study..",
                                        "org.lungburden.geometry..",
                                        "org.lungburden.dicom..",
                                        "org.lungburden.nifti..",
                                        "org.lungburden.preprocess..",
                                        "org.lungburden.postprocess..",
                                        "org.lungburden.measure..",
                                        "org.lungburden.inference..",
                                        "org.lungburden.report..",
                                        "org.lungburden.phantom.."),
                        "KnowsTheWorker"),
                new Proven(onlyIn("org.lungburden.job.postgres..", "jakarta.persistence.."), "KnowsPersistence"),
                new Proven(onlyIn("org.lungburden.queue.rabbit..", "com.rabbitmq.."), "KnowsTheBroker"),
                new Proven(onlyIn("org.lungburden.artifact.s3..", "software.amazon.."), "KnowsAws"),
                new Proven(onlyIn("org.lungburden.api.upload..", "org.apache.tomcat.."), "KnowsTomcat"),
                new Proven(controllersLeaveStoresToUseCases(), "StoringController"));
    }

    private static ArchRule onlyIn(String home, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchRule controllersLeaveStoresToUseCases() {
        return noClasses()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(JobStore.class, ArtifactStore.class, ModelRegistry.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.data..", "org.lungburden.job.postgres..");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(Proven proven) {
        proven.rule().check(PRODUCTION);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isBrokenByItsOffender(Proven proven) {
        JavaClasses offenders = new ClassFileImporter().importPackages(PROOFS);
        assertThat(proven.rule().evaluate(offenders).getFailureReport().getDetails())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(PROOFS + "." + proven.offender()));
    }

    @Test
    void featuresFormNoCycle() {
        slices().matching(FEATURES).should().beFreeOfCycles().check(PRODUCTION);
        JavaClasses knot = new ClassFileImporter().importPackages(PROOFS);
        assertThat(slices().matching(PROOFS + ".(*)..")
                        .should()
                        .beFreeOfCycles()
                        .evaluate(knot)
                        .hasViolation())
                .isTrue();
    }
}
