package org.lungburden.access;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The kept sessions of browsers, shared by all processes of the API. */
public interface AccessSessions {

    /**
     * When a session counts.
     *
     * @param now its end must be later, and its key valid
     * @param usedSince its last use must be later
     */
    record Valid(Instant now, Instant usedSince) {}

    /** Keeps a session, and ends the oldest ones of the same owner beyond the limit. */
    void add(AccessSession session, int mostOfOwner);

    /** The session, when it is valid and its key neither revoked nor expired. */
    Optional<AccessSession> find(String secretSha256, Valid when);

    /** Those of the hashes whose sessions, and the sessions' keys, are valid. */
    Set<String> valid(Collection<String> secretSha256s, Valid when);

    /** Notes the use of a session, at most once a minute. */
    void used(String secretSha256, Instant now);

    /** Ends a session. Returns false when there is no such session. */
    boolean remove(String secretSha256);

    /** Removes sessions that are no longer valid; returns how many. */
    int removeEnded(Valid when, int limit);
}
