package org.lungburden.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.access.AccessSessions.Valid;

/** What every keeper of sessions does. */
public abstract class AccessSessionsContract {
    private static final Instant T0 = Instant.parse("2026-11-29T10:00:00Z");
    private static final Instant END = T0.plusSeconds(3600);
    private static final int MOST = 3;

    protected abstract AccessKeys keys();

    protected abstract AccessSessions sessions();

    private static Valid at(Instant now) {
        return new Valid(now, T0.minusSeconds(1));
    }

    private static AccessSession session(String owner, @Nullable String keyId, Instant created) {
        return new AccessSession(
                SessionSecret.create().sha256(), owner, Set.of(AccessScope.READ), keyId, created, created, END);
    }

    private AccessSession added(String owner, @Nullable String keyId) {
        AccessSession session = session(owner, keyId, T0);
        sessions().add(session, MOST);
        return session;
    }

    /** Alone and among many. */
    private boolean found(AccessSession session, Valid when) {
        boolean found = sessions().find(session.secretSha256(), when).isPresent();
        Set<String> among = sessions().valid(List.of(SessionSecret.create().sha256(), session.secretSha256()), when);
        assertThat(among).isEqualTo(found ? Set.of(session.secretSha256()) : Set.of());
        return found;
    }

    private AccessKey key(@Nullable Instant expiresAt) {
        KeySecret secret = KeySecret.create();
        AccessKey key =
                new AccessKey(secret.id(), "radiology", "viewer", Set.of(AccessScope.READ), T0, expiresAt, null, null);
        keys().add(key, secret.sha256());
        return key;
    }

    @Test
    void findsWhatWasAdded() {
        AccessSession session = added("found", null);
        assertThat(sessions().find(session.secretSha256(), at(T0))).contains(session);
        assertThat(sessions().find(SessionSecret.create().sha256(), at(T0))).isEmpty();
    }

    @Test
    void endsAtItsTime() {
        AccessSession session = added("time", null);
        assertThat(found(session, at(END.minusSeconds(1)))).isTrue();
        assertThat(found(session, at(END))).isFalse();
    }

    @Test
    void endsWithoutUse() {
        AccessSession session = added("idle", null);
        Valid idle = new Valid(T0.plusSeconds(600), T0);
        assertThat(found(session, idle)).isFalse();
        sessions().used(session.secretSha256(), T0.plusSeconds(59));
        assertThat(found(session, idle)).as("noted to the minute").isFalse();
        sessions().used(session.secretSha256(), T0.plusSeconds(60));
        assertThat(found(session, idle)).isTrue();
        assertThat(found(session, new Valid(T0.plusSeconds(600), T0.plusSeconds(60))))
                .isFalse();
    }

    @Test
    void endsWithItsKey() {
        AccessKey revoked = key(null);
        AccessSession session = added("radiology", revoked.id());
        assertThat(found(session, at(T0))).isTrue();
        keys().revoke(revoked.id(), T0);
        assertThat(found(session, at(T0))).isFalse();
        AccessSession brief = added("radiology", key(T0.plusSeconds(60)).id());
        assertThat(found(brief, at(T0.plusSeconds(59)))).isTrue();
        assertThat(found(brief, at(T0.plusSeconds(60)))).isFalse();
    }

    @Test
    void ofNoneNoneIsValid() {
        assertThat(sessions().valid(List.of(), at(T0))).isEmpty();
    }

    @Test
    void endsOnce() {
        AccessSession session = added("once", null);
        assertThat(sessions().remove(session.secretSha256())).isTrue();
        assertThat(found(session, at(T0))).isFalse();
        assertThat(sessions().remove(session.secretSha256())).isFalse();
    }

    @Test
    void anOwnerHasOnlySoMany() {
        AccessSession others = added("others", null);
        AccessSession oldest = session("many", null, T0);
        sessions().add(oldest, MOST);
        for (int n = 1; n < MOST; n++) {
            sessions().add(session("many", null, T0.plusSeconds(n)), MOST);
        }
        assertThat(found(oldest, at(T0))).isTrue();
        AccessSession newest = session("many", null, T0.plusSeconds(MOST));
        sessions().add(newest, MOST);
        assertThat(found(oldest, at(T0))).isFalse();
        assertThat(found(newest, at(T0))).isTrue();
        assertThat(found(others, at(T0))).isTrue();
    }

    @Test
    void sweepsWhatHasEnded() {
        AccessKey key = key(null);
        AccessSession ofKey = added("sweep1", key.id());
        AccessSession good = added("sweep2", null);
        keys().revoke(key.id(), T0);
        sessions().removeEnded(at(T0), 100);
        assertThat(sessions().remove(ofKey.secretSha256())).isFalse();
        assertThat(found(good, at(T0))).isTrue();
        assertThat(sessions().removeEnded(at(END.plus(Duration.ofDays(1))), 1)).isEqualTo(1);
        assertThat(sessions().removeEnded(at(END.plus(Duration.ofDays(1))), 100))
                .isLessThan(100);
        assertThat(sessions().remove(good.secretSha256())).isFalse();
    }
}
