package org.lungburden.audit;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Entries that are added and read. Nothing changes an entry, and only {@link #expire} removes some. */
public interface AuditLog {
    /** Whatever the setting says, entries of the last 30 days stay. */
    Duration LEAST_KEPT = Duration.ofDays(30);

    /**
     * Makes a change and writes its entry, both in one transaction: neither is there without the other.
     *
     * @param change may begin transactions of its own, which then are part of this one; when it throws, no entry is
     *     written
     */
    <T> T with(AuditEntry entry, Supplier<T> change);

    /**
     * The same for a change that tells of what it changed.
     *
     * @param entries one for each thing that the change reports
     */
    <T> T with(Supplier<T> change, Function<T, List<AuditEntry>> entries);

    /** Writes entries, all or none. When this returns, they are kept. */
    void write(List<AuditEntry> entries);

    /** Writes an entry by itself. When this returns, the entry is kept. */
    void write(AuditEntry entry);

    /** @throws org.lungburden.error.CodedException {@code INVALID_REQUEST} for a cursor that is none */
    AuditPage list(AuditQuery query);

    /**
     * Removes the oldest entries.
     *
     * @param keep entries that are younger stay; at least {@link #LEAST_KEPT}
     * @param limit most entries in one call
     * @return how many went
     */
    int expire(Duration keep, int limit);
}
