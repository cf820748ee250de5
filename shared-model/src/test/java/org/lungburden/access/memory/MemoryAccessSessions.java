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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessSession;
import org.lungburden.access.AccessSessions;

/** Sessions in memory, which fail as a test wants. */
public final class MemoryAccessSessions implements AccessSessions {
    private final Map<String, AccessSession> kept = new ConcurrentHashMap<>();
    private final AccessKeys keys;
    private volatile @Nullable RuntimeException failure;

    public MemoryAccessSessions(AccessKeys keys) {
        this.keys = keys;
    }

    /** Every call fails so from here on; null ends that. */
    public void fail(@Nullable RuntimeException with) {
        failure = with;
    }

    private void mayFail() {
        RuntimeException now = failure;
        if (now != null) {
            throw now;
        }
    }

    @Override
    public void add(AccessSession session, int mostOfOwner) {
        mayFail();
        kept.put(session.secretSha256(), session);
        kept.values().stream()
                .filter(each -> each.owner().equals(session.owner()))
                .sorted(Comparator.comparing(AccessSession::createdAt).reversed())
                .skip(mostOfOwner)
                .forEach(each -> kept.remove(each.secretSha256()));
    }

    @Override
    public Optional<AccessSession> find(String secretSha256, Valid when) {
        mayFail();
        return Optional.ofNullable(kept.get(secretSha256)).filter(session -> valid(session, when));
    }

    private boolean valid(AccessSession session, Valid when) {
        boolean inTime =
                session.expiresAt().isAfter(when.now()) && session.lastUsedAt().isAfter(when.usedSince());
        return inTime
                && (session.keyId() == null
                        || keys.find(session.keyId())
                                .filter(key -> key.key().validAt(when.now()))
                                .isPresent());
    }

    @Override
    public Set<String> valid(Collection<String> secretSha256s, Valid when) {
        return secretSha256s.stream()
                .filter(secret -> find(secret, when).isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public void used(String secretSha256, Instant now) {
        mayFail();
        kept.computeIfPresent(
                secretSha256,
                (same, session) -> session.lastUsedAt().isAfter(now.minus(Duration.ofMinutes(1)))
                        ? session
                        : new AccessSession(
                                same,
                                session.owner(),
                                session.scopes(),
                                session.keyId(),
                                session.createdAt(),
                                now,
                                session.expiresAt()));
    }

    @Override
    public boolean remove(String secretSha256) {
        mayFail();
        return kept.remove(secretSha256) != null;
    }

    @Override
    public int removeEnded(Valid when, int limit) {
        mayFail();
        List<AccessSession> ended = kept.values().stream()
                .filter(session -> !valid(session, when))
                .limit(limit)
                .toList();
        ended.forEach(session -> kept.remove(session.secretSha256()));
        return ended.size();
    }

    /** How many are kept. */
    public int size() {
        return kept.size();
    }
}
