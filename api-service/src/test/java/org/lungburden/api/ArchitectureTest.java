package org.lungburden.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.JobStore;
import org.lungburden.job.ModelRegistry;
import org.lungburden.testing.ArchitectureRules;
import org.springframework.web.bind.annotation.RestController;

/** The directions between the rooms, as far as this module can see them. */
class ArchitectureTest extends ArchitectureRules {
    private static final String PROOFS = "org.lungburden.api.archviolations";
    private static final String FEATURES = "org.lungburden.api.(*)..";

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
                new Proven(onlyIn("job.postgres..", "jakarta.persistence.."), "KnowsPersistence"),
                new Proven(onlyIn("queue.rabbit..", "com.rabbitmq.."), "KnowsTheBroker"),
                new Proven(onlyIn("artifact.s3..", "software.amazon.."), "KnowsAws"),
                new Proven(onlyIn("api.webhook.send..", "org.apache.hc.."), "KnowsTheHttpClient"),
                new Proven(tomcatOnlyWhereItsFaultsAreTold(), "KnowsTomcat"),
                new Proven(controllersLeaveStoresToUseCases(), "StoringController"));
    }

    private static ArchRule tomcatOnlyWhereItsFaultsAreTold() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "api.upload..", ROOT + "api.problem..", ROOT + "api.door..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.tomcat..");
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
