package org.lungburden.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.lungburden.access.AccessKey;
import org.lungburden.access.AccessKeys;
import org.lungburden.access.AccessKeys.Kept;
import org.lungburden.access.AccessScope;
import org.lungburden.access.KeySecret;
import org.lungburden.audit.Actor;
import org.springframework.security.authentication.BadCredentialsException;

/**
 * Checks keys against the kept ones. A key that was found is asked for again only after a while, so that polls cost no
 * statement; a revocation takes effect within that time.
 */
class KeyCheck {
    private static final int MOST_REMEMBERED = 10_000;
    private static final String NOBODYS_SHA256 = "0".repeat(64);

    private final AccessKeys keys;
    private final Clock clock;
    private final Cache<String, Kept> remembered;
    private final Optional<Kept> ownKey;

    KeyCheck(AccessKeys keys, Clock clock, KeySettings settings) {
        this.keys = keys;
        this.clock = clock;
        this.ownKey = Optional.ofNullable(settings.processKey())
                .flatMap(KeySecret::parse)
                .map(KeyCheck::ownKey);
        this.remembered = Caffeine.newBuilder()
                .expireAfterWrite(settings.recheck())
                .maximumSize(MOST_REMEMBERED)
                .build();
    }

    /** @throws BadCredentialsException for whatever is no valid key, always with the same text */
    Caller caller(String text) {
        AccessKey key = key(text);
        Grant grant = ownKey(key) ? Grant.ALWAYS : new Grant.OfKey(key.id());
        return new Caller(Actor.key(key.owner(), key.id()), key.scopes(), grant);
    }

    /** @throws BadCredentialsException for whatever is no valid key, always with the same text */
    AccessKey key(String text) {
        return KeySecret.parse(text)
                .flatMap(this::valid)
                .map(Kept::key)
                .orElseThrow(() -> new BadCredentialsException("no valid key"));
    }

    /** Whether this process alone knows the key, which is in no table. */
    boolean ownKey(AccessKey key) {
        return ownKey.filter(own -> own.key().id().equals(key.id())).isPresent();
    }

    private Optional<Kept> valid(KeySecret shown) {
        Optional<Kept> kept = kept(shown.id());
        // an unknown key costs the same comparison
        boolean same = same(kept.map(Kept::secretSha256).orElse(NOBODYS_SHA256), shown.sha256());
        return kept.filter(key -> same && key.key().validAt(clock.instant()));
    }

    private static Kept ownKey(KeySecret secret) {
        Set<AccessScope> all = EnumSet.allOf(AccessScope.class);
        AccessKey key = new AccessKey(secret.id(), "local", "process", all, Instant.EPOCH, null, null, null);
        return new Kept(key, secret.sha256());
    }

    private Optional<Kept> kept(String id) {
        if (ownKey.isPresent() && ownKey.get().key().id().equals(id)) {
            return ownKey;
        }
        Kept known = remembered.getIfPresent(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Kept> found = keys.find(id);
        found.ifPresent(kept -> {
            remembered.put(id, kept);
            keys.used(id, clock.instant());
        });
        return found;
    }

    private static boolean same(String kept, String shown) {
        return MessageDigest.isEqual(
                kept.getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.US_ASCII));
    }
}
