package org.lungburden.job;

import java.util.UUID;

/**
 * Keys with which clients repeat a submit without creating a second job. A key belongs to an owner. The API reserves
 * the key before the upload streams. {@link JobStore#submit(NewJob, Binding)} binds the key to the job, and
 * {@link IdempotencySettings} limits how long the store keeps the key. A reservation is a lease that the upload renews.
 * Another upload may take over an expired reservation, so a dead process does not block the key.
 */
public interface IdempotencyKeys {

    /**
     * When several callers want one free key, exactly one gets the key. An expired key is free.
     *
     * @param key 1 to 255 visible ASCII characters
     */
    Holding reserve(String owner, String key);

    /** Renews the lease. False: another upload took the reservation over, or the key is already bound to a job. */
    boolean renew(Reservation reservation);

    /** Gives the key back, unless the reservation is lost or the key is bound to a job. */
    void free(Reservation reservation);

    /**
     * Removes expired rows: keys of jobs and reservations. Several instances may call this at once.
     *
     * @param limit most rows removed by this call
     * @return rows removed
     */
    int removeExpired(int limit);

    /** The state of a key. */
    sealed interface Holding permits Reservation, InFlight, Known {}

    /**
     * The caller holds the key until the lease ends.
     *
     * @param token distinguishes this reservation from an earlier or later one of the same key
     */
    record Reservation(String owner, String key, UUID token) implements Holding {}

    /** Another upload holds it. */
    record InFlight() implements Holding {}

    /**
     * A job was submitted with the key.
     *
     * @param content what was submitted, see {@link Binding}
     */
    record Known(UUID jobId, String content) implements Holding {}

    /**
     * Binds a key to the job that a client submits with the key.
     *
     * @param content digest of everything that must be equal in two equal submits; only compared
     */
    record Binding(Reservation reservation, String content) {
        /** The same for a revision of the job; the content then tells its number behind the last hyphen. */
        public Binding ofRevision(int number) {
            return new Binding(reservation, content + "-" + number);
        }
    }
}
