package org.lungburden.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.access.AccessKeys.Kept;

/** What every keeper of keys does. */
public abstract class AccessKeysContract {
    private static final Instant T0 = Instant.parse("2026-11-29T10:00:00Z");

    protected abstract AccessKeys keys();

    private static AccessKey key(KeySecret secret) {
        return new AccessKey(
                secret.id(),
                "radiology",
                "batch client",
                Set.of(AccessScope.READ, AccessScope.SUBMIT),
                T0,
                T0.plusSeconds(60),
                null,
                null);
    }

    @Test
    void findsWhatWasAdded() {
        KeySecret secret = KeySecret.create();
        keys().add(key(secret), secret.sha256());
        assertThat(keys().find(secret.id())).contains(new Kept(key(secret), secret.sha256()));
        assertThat(keys().list()).contains(key(secret));
        assertThat(keys().find(KeySecret.create().id())).isEmpty();
    }

    @Test
    void tellsManyAtOnce() {
        KeySecret good = KeySecret.create();
        KeySecret revoked = KeySecret.create();
        keys().add(key(good), good.sha256());
        keys().add(key(revoked), revoked.sha256());
        keys().revoke(revoked.id(), T0);
        List<String> ids = List.of(good.id(), revoked.id(), "unknown");
        assertThat(keys().valid(ids, T0)).containsExactly(good.id());
        assertThat(keys().valid(ids, T0.plusSeconds(60))).as("expired").isEmpty();
        assertThat(keys().valid(List.of(), T0)).isEmpty();
    }

    @Test
    void takesAnIdOnce() {
        KeySecret secret = KeySecret.create();
        keys().add(key(secret), secret.sha256());
        assertThatThrownBy(() -> keys().add(key(secret), secret.sha256())).isInstanceOf(RuntimeException.class);
    }

    @Test
    void revokesOnce() {
        KeySecret secret = KeySecret.create();
        keys().add(key(secret), secret.sha256());
        assertThat(keys().revoke(secret.id(), T0.plusSeconds(5))).isTrue();
        assertThat(keys().revoke(secret.id(), T0.plusSeconds(6))).isFalse();
        assertThat(keys().revoke("unknown", T0)).isFalse();
        AccessKey revoked = keys().find(secret.id()).orElseThrow().key();
        assertThat(revoked.revokedAt()).isEqualTo(T0.plusSeconds(5));
        assertThat(revoked.validAt(T0.plusSeconds(1))).isFalse();
    }

    @Test
    void notesTheLastUseToTheMinute() {
        KeySecret secret = KeySecret.create();
        keys().add(key(secret), secret.sha256());
        for (int seconds : new int[] {0, 59}) {
            keys().used(secret.id(), T0.plusSeconds(seconds));
            assertThat(lastUse(secret)).isEqualTo(T0);
        }
        keys().used(secret.id(), T0.plusSeconds(60));
        assertThat(lastUse(secret)).isEqualTo(T0.plusSeconds(60));
    }

    private @Nullable Instant lastUse(KeySecret secret) {
        return keys().find(secret.id()).orElseThrow().key().lastUsedAt();
    }
}
