package org.lungburden.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as kept, without its secret.
 *
 * @param id part of the key's text, and no secret
 * @param owner whose jobs the key's holder sees
 * @param name for people
 * @param expiresAt null when the key does not expire
 * @param lastUsedAt to the minute; null when the key was never used
 * @param revokedAt null while the key is valid
 */
public record AccessKey(
        String id,
        String owner,
        String name,
        Set<AccessScope> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {
    public AccessKey {
        scopes = Set.copyOf(scopes);
    }

    public boolean validAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
