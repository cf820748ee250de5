package org.lungburden.job;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a job at which a client wants a change. The store compares versions in the changing statement itself,
 * so no other change can come in between.
 *
 * @param versions null when any version will do
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
