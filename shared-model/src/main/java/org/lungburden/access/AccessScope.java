package org.lungburden.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may do. */
public enum AccessScope {
    /** Submit studies, change labels, cancel, retry and delete jobs. */
    SUBMIT,
    /** Read jobs, results and files. */
    READ,
    /** Correct masks and accept results. */
    CORRECT,
    /** Read the audit and the metrics, and manage keys of the same owner. */
    ADMIN;

    /** The scope as keys and tokens name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads names with commas between them.
     *
     * @throws IllegalArgumentException with a sentence that names the unknown scope
     */
    public static Set<AccessScope> parse(String names) {
        Set<AccessScope> scopes = EnumSet.noneOf(AccessScope.class);
        for (String name : names.split(",", -1)) {
            scopes.add(Arrays.stream(values())
                    .filter(scope -> scope.text().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + name.strip() + "' is no scope; scopes are "
                            + text(EnumSet.allOf(AccessScope.class)))));
        }
        return scopes;
    }

    /** Reads names as kept; a scope that only a newer version knows allows nothing here. */
    public static Set<AccessScope> known(String names) {
        Set<AccessScope> scopes = EnumSet.noneOf(AccessScope.class);
        Set<String> texts = Set.of(names.split(",", -1));
        Arrays.stream(values()).filter(scope -> texts.contains(scope.text())).forEach(scopes::add);
        return scopes;
    }

    /** The names in order, with commas between them. */
    public static String text(Set<AccessScope> scopes) {
        return scopes.stream().sorted().map(AccessScope::text).collect(Collectors.joining(","));
    }
}
