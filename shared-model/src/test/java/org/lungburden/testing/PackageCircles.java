package org.lungburden.testing;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** No packages know each other in a circle. Two classes in {@code testing.archviolations} do, which proves the rule. */
public abstract class PackageCircles {
    protected static final String ROOT = "org.lungburden.";

    static final ImportOption NOT_OF_OTHER_TESTS = location -> !location.contains("-tests.jar");

    protected static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(NOT_OF_OTHER_TESTS)
            .importPackages("org.lungburden");

    private static final ArchRule NO_CIRCLE =
            slices().assignedFrom(new EachPackage()).namingSlices("$1").should().beFreeOfCycles();

    @Test
    void packagesFormNoCircle() {
        NO_CIRCLE.check(PRODUCTION);
    }

    @Test
    void aCircleOfPackagesIsTold() {
        JavaClasses knot = new ClassFileImporter().importPackages(ROOT + "testing.archviolations");

        assertThat(NO_CIRCLE.evaluate(knot).getFailureReport().getDetails())
                .anySatisfy(line -> assertThat(line)
                        .contains("archviolations.first.Knot.call()", "archviolations.second.Knot.call()"));
    }

    /** A package below another one is a room of its own too. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
