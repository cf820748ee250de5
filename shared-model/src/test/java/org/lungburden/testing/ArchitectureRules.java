package org.lungburden.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may know whom. A module's test extends this with a static method {@code rules()}; each rule is proven by a class of
 * the test sources, in a package {@code archviolations}, that breaks it.
 */
public abstract class ArchitectureRules extends PackageCircles {
    protected static final JavaClasses WITH_OFFENDERS =
            new ClassFileImporter().withImportOption(NOT_OF_OTHER_TESTS).importPackages("org.lungburden");

    /** @param offender simple name of the class that breaks the rule */
    public record Proven(ArchRule rule, String offender) {
        @Override
        public String toString() {
            return rule.getDescription();
        }
    }

    /** Only the package, below the root, may use the library. */
    protected static ArchRule onlyIn(String home, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    @Test
    void testsThatStartProgramsAreAnnotated() {
        assertThat(notAnnotated()).allSatisfy(line -> assertThat(line).contains(".archviolations."));
    }

    /** Tests that start programs without the annotation that says so, and the reverse. */
    protected static List<String> notAnnotated() {
        return TestsOfPrograms.areAnnotated()
                .evaluate(WITH_OFFENDERS)
                .getFailureReport()
                .getDetails();
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
