package org.lungburden.study;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's correction of the network's labels.
 *
 * @param revision its number, from 1
 * @param base the revision that the person began with; 0 for the network's labels
 * @param author in the client's words; null when nobody was named
 * @param acceptance null until a person accepts the correction by name
 */
public record Correction(
        int revision,
        int base,
        @Nullable String author,
        Instant at,
        @Nullable Acceptance acceptance) {
    /** @param by in the client's words */
    public record Acceptance(String by, Instant at) {
        @Override
        public String toString() {
            return "Acceptance of " + at;
        }
    }

    /** One that nobody has accepted. */
    public Correction(int revision, int base, @Nullable String author, Instant at) {
        this(revision, base, author, at, null);
    }

    /** Names no person, so that no log does. */
    @Override
    public String toString() {
        return "Correction " + revision;
    }
}
