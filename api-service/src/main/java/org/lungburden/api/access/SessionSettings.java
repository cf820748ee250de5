package org.lungburden.api.access;

import java.time.Duration;
import java.time.Instant;
import org.lungburden.access.AccessSessions.Valid;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sessions of browsers that have signed in.
 *
 * @param idle a session without a call for so long ends; noted to the minute, so at least two minutes
 * @param lifetime a session ends after so long, however much it is used
 * @param maxPerOwner most sessions of one owner; a further one ends the oldest
 * @param wrongKeys most wrong keys, and sign-ins that the issuer refuses, a minute from one address; right ones are not counted and
 *     always work
 * @param bodyTimeout longest time that the body with the key may take to arrive
 */
@ConfigurationProperties("lungburden.session")
public record SessionSettings(
        @DefaultValue("30m") Duration idle,
        @DefaultValue("12h") Duration lifetime,
        @DefaultValue("100") int maxPerOwner,
        @DefaultValue("20") int wrongKeys,
        @DefaultValue("5s") Duration bodyTimeout) {
    private static final Duration LEAST_IDLE = Duration.ofMinutes(2);

    public SessionSettings {
        if (idle.compareTo(LEAST_IDLE) < 0 || lifetime.compareTo(idle) < 0) {
            throw new IllegalArgumentException(
                    "lungburden.session.idle must be at least 2m, and lungburden.session.lifetime no shorter");
        }
        if (maxPerOwner < 1 || wrongKeys < 1 || bodyTimeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "lungburden.session.max-per-owner, wrong-keys and body-timeout must be" + " positive");
        }
    }

    /** Which sessions count now. */
    public Valid validAt(Instant now) {
        return new Valid(now, now.minus(idle));
    }
}
