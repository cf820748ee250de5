package org.lungburden.job;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * At which versions of a job a change is wanted. The store compares in the statement that makes the change, so that no
 * other change comes in between.
 *
 * @param versions null when the change is wanted at any version
 */
public record ExpectedVersion(@Nullable Set<Long> versions) {
    public static final ExpectedVersion ANY = new ExpectedVersion(null);

    public ExpectedVersion {
        versions = versions == null ? null : Set.copyOf(versions);
    }

    public static ExpectedVersion of(long version) {
        return new ExpectedVersion(Set.of(version));
    }

    public boolean allows(long version) {
        return versions == null || versions.contains(version);
    }
}
