package org.lungburden.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A browser that has signed in, as kept.
 *
 * @param secretSha256 SHA-256 of what the browser's cookie holds
 * @param owner whose jobs the browser's user sees
 * @param keyId the key that the session rests on and ends with; null when an issuer told who signs in
 * @param lastUsedAt to the minute
 * @param expiresAt the session's end, however much it is used
 */
public record AccessSession(
        String secretSha256,
        String owner,
        Set<AccessScope> scopes,
        @Nullable String keyId,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt) {
    public AccessSession {
        scopes = Set.copyOf(scopes);
    }
}
