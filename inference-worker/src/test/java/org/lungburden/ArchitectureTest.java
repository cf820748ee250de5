package org.lungburden;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungburden.testing.ArchitectureRules;

/** Who may know whom in the worker. Each rule is proven by a class of the test sources that breaks it. */
class ArchitectureTest extends ArchitectureRules {
    private static final String[] KERNELS = {"preprocess", "postprocess", "measure", "quality"};

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
                                        ROOT + "measure..",
                                        ROOT + "quality.."),
                        "KernelThatKnowsACode"),
                new Proven(onlyIn("inference..", "ai.djl.."), "ReportThatKnowsDjl"),
                new Proven(onlyIn("job.postgres..", "jakarta.persistence.."), "WorkerThatKnowsPersistence"),
                new Proven(onlyIn("report..", "org.apache.fontbox.."), "WorkerThatDrawsLetters"),
                new Proven(onlyIn("archive..", "org.apache.commons.compress.."), "ReaderThatUnpacks"));
    }

    private static String[] kernels() {
        String[] packages = new String[KERNELS.length];
        for (int n = 0; n < KERNELS.length; n++) {
            packages[n] = ROOT + KERNELS[n] + "..";
        }
        return packages;
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching("org.lungburden.(*)..").should().beFreeOfCycles().check(PRODUCTION);
    }

    @Test
    void aTestWithoutAnnotationIsTold() {
        assertThat(notAnnotated()).anySatisfy(line -> assertThat(line).contains("NotAnnotatedTest is not annotated"));
    }

    @Test
    void aCycleWouldBeTold() {
        ArchRule rule = slices().matching("org.lungburden.(*)..").should().beFreeOfCycles();

        assertThat(rule.evaluate(WITH_OFFENDERS).getFailureReport().getDetails())
                .anySatisfy(line -> assertThat(line).contains("GeometryThatKnowsAKernel"));
    }
}
