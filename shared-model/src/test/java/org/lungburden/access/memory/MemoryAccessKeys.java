package org.lungburden.access.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKey;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessScope;
import org.lungburden.access.KeySecret;

/** Keys in memory. */
public final class MemoryAccessKeys implements AccessKeys {
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /** A new key of an owner, as its holder has it. */
    public String create(String owner, AccessScope... scopes) {
        return create(owner, null, scopes);
    }

    public String create(String owner, @Nullable Instant expiresAt, AccessScope... scopes) {
        KeySecret secret = KeySecret.create();
        add(
                new AccessKey(secret.id(), owner, "test", Set.of(scopes), Instant.now(), expiresAt, null, null),
                secret.sha256());
        return secret.text();
    }

    @Override
    public void add(AccessKey key, String secretSha256) {
        if (kept.putIfAbsent(key.id(), new Kept(key, secretSha256)) != null) {
            throw new IllegalStateException("there is a key " + key.id());
        }
    }

    @Override
    public Optional<Kept> find(String id) {
        return Optional.ofNullable(kept.get(id));
    }

    @Override
    public Set<String> valid(Collection<String> ids, Instant now) {
        return ids.stream()
                .filter(id -> find(id).filter(found -> found.key().validAt(now)).isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public List<AccessKey> list() {
        return kept.values().stream()
                .map(Kept::key)
                .sorted(Comparator.comparing(AccessKey::createdAt).thenComparing(AccessKey::id))
                .toList();
    }

    @Override
    public boolean revoke(String id, Instant now) {
        Kept before = kept.get(id);
        boolean valid = before != null && before.key().revokedAt() == null;
        if (valid) {
            change(
                    id,
                    key -> new AccessKey(
                            id,
                            key.owner(),
                            key.name(),
                            key.scopes(),
                            key.createdAt(),
                            key.expiresAt(),
                            key.lastUsedAt(),
                            now));
        }
        return valid;
    }

    @Override
    public void used(String id, Instant now) {
        change(
                id,
                key -> key.lastUsedAt() != null && key.lastUsedAt().isAfter(now.minus(Duration.ofMinutes(1)))
                        ? key
                        : new AccessKey(
                                id,
                                key.owner(),
                                key.name(),
                                key.scopes(),
                                key.createdAt(),
                                key.expiresAt(),
                                now,
                                key.revokedAt()));
    }

    private void change(String id, UnaryOperator<AccessKey> change) {
        kept.computeIfPresent(id, (same, before) -> new Kept(change.apply(before.key()), before.secretSha256()));
    }
}
