package org.lungburden.access;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kept keys of all owners. */
public interface AccessKeys {

    /** A key with the hash of its secret. */
    record Kept(AccessKey key, String secretSha256) {}

    void add(AccessKey key, String secretSha256);

    Optional<Kept> find(String id);

    /** Those of the ids whose keys are neither revoked nor expired. */
    Set<String> valid(Collection<String> ids, Instant now);

    /** All keys in the order of their creation, revoked and expired ones included. */
    List<AccessKey> list();

    /** Returns false when there is no such key, or when it was revoked before. */
    boolean revoke(String id, Instant now);

    /** Notes the use of a key, at most once a minute. */
    void used(String id, Instant now);
}
