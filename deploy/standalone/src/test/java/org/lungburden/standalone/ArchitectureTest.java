package org.lungburden.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.List;
import org.lungburden.testing.ArchitectureRules;

/** Standalone may know all rooms, and none of them may know it; its libraries stay here. */
class ArchitectureTest extends ArchitectureRules {

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
                new Proven(
                        classes()
                                .that()
                                .resideInAPackage(ROOT + "statistics..")
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage(
                                        "java..",
                                        "org.jspecify..",
                                        "org.apache.commons.statistics..",
                                        ROOT + "statistics.."),
                        "StatisticsThatKnowAJob"),
                new Proven(
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(ROOT + "standalone..", ROOT + "api.access.keys..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("picocli.."),
                        "ApiThatParsesACommandLine"),
                new Proven(
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(ROOT + "lifecycle..")
                                .should()
                                .callMethod(Thread.class, "setDaemon", boolean.class),
                        "ApiThatMakesADaemon"));
    }
}
