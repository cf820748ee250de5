package org.lungburden.testing;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Which tests start other programs, themselves or by the test classes that they use. */
final class TestsOfPrograms {
    /** By name, since a mention of the classes would count as a use. */
    private static final Set<String> STARTERS =
            Set.of("java.lang.ProcessBuilder", "io.zonky.test.db.postgres.embedded.EmbeddedPostgres");

    private TestsOfPrograms() {}

    /** Those that Surefire runs are annotated; what Failsafe runs never is part of the quick tests. */
    static ArchRule areAnnotated() {
        return ArchRuleDefinition.classes()
                .that()
                .haveSimpleNameEndingWith("Test")
                .should(new ArchCondition<>("be annotated with StartsPrograms where they start programs") {
                    @Override
                    public void check(JavaClass test, ConditionEvents events) {
                        boolean tagged = test.isAnnotatedWith(StartsPrograms.class);
                        if (startsPrograms(test) != tagged) {
                            events.add(SimpleConditionEvent.violated(
                                    test, test.getName() + (tagged ? " starts none" : " is not annotated")));
                        }
                    }
                });
    }

    private static boolean startsPrograms(JavaClass test) {
        Set<JavaClass> known = new HashSet<>(Set.of(test));
        Deque<JavaClass> ahead = new ArrayDeque<>(known);
        while (!ahead.isEmpty()) {
            for (Dependency dependency : ahead.pop().getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (STARTERS.contains(target.getName())) {
                    return true;
                }
                if (isOfTests(target) && known.add(target)) {
                    ahead.add(target);
                }
            }
        }
        return false;
    }

    private static boolean isOfTests(JavaClass type) {
        return type.getSource()
                .map(source -> source.getUri().toString())
                .filter(uri -> uri.contains("/test-classes/") || uri.contains("-tests.jar"))
                .isPresent();
    }
}
