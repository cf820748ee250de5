package org.lungburden.job;

import java.util.UUID;

/**
 * Keys by which clients repeat a submit without doubling its job. A key belongs to an owner. It is reserved before the
 * upload streams, bound to the job by {@link JobStore#submit(NewJob, Binding)}, and kept for the time that
 * {@link IdempotencySettings} names. A reservation is a lease: its upload renews it, and whoever finds it expired takes it
 * over, so that a process that dies does not block the key.
 */
public interface IdempotencyKeys {

    /**
     * Of several callers with one free key exactly one gets it. An expired key is free.
     *
     * @param key 1 to 255 visible ASCII characters
     */
    Holding reserve(String owner, String key);

    /** Begins the lease anew. False: the reservation is lost to another upload, or is already bound to a job. */
    boolean renew(Reservation reservation);

    /** Gives the key back, unless the reservation is lost or a job is bound to it. */
    void free(Reservation reservation);

    /**
     * Removes expired rows, keys of jobs and reservations alike; safe on several instances at once.
     *
     * @param limit most rows removed by this call
     * @return rows removed
     */
    int removeExpired(int limit);

    /** How a key stands. */
    sealed interface Holding permits Reservation, InFlight, Known {}

    /**
     * The caller's own, until its lease ends.
     *
     * @param token tells this reservation from an earlier or later one of the same key
     */
    record Reservation(String owner, String key, UUID token) implements Holding {}

    /** Another upload holds it. */
    record InFlight() implements Holding {}

    /**
     * A job was submitted with it.
     *
     * @param content what was submitted, see {@link Binding}
     */
    record Known(UUID jobId, String content) implements Holding {}

    /**
     * Ties a key to the job that is submitted with it.
     *
     * @param content digest of all that makes two submits the same; compared, never read
     */
    record Binding(Reservation reservation, String content) {}
}
