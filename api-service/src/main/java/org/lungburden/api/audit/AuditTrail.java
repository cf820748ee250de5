package org.lungburden.api.audit;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.owner.ActingCaller;
import org.lungburden.audit.Actor;
import org.lungburden.audit.AuditAction;
import org.lungburden.audit.AuditEntry;
import org.lungburden.audit.AuditLog;

/** Writes what callers do. Only the thread of the request knows its caller. */
public class AuditTrail {
    private final AuditLog log;
    private final ActingCaller callers;

    AuditTrail(AuditLog log, ActingCaller callers) {
        this.log = log;
        this.callers = callers;
    }

    /** Changes a job and writes the entry, in one transaction. */
    public <T> T changed(AuditAction action, UUID job, Supplier<T> change) {
        return log.with(AuditEntry.ofJob(callers.current(), action, job), change);
    }

    /** Changes many jobs and writes an entry for each, in one transaction. */
    public List<UUID> changedAll(AuditAction action, Supplier<List<UUID>> change) {
        Actor actor = callers.current();
        return log.with(
                change,
                jobs -> jobs.stream()
                        .map(job -> AuditEntry.ofJob(actor, action, job))
                        .toList());
    }

    /** Writes that the caller is handed data of many jobs; as {@link #read}. */
    public void readAll(AuditAction action, Map<UUID, String> items) {
        Actor actor = callers.current();
        log.write(items.entrySet().stream()
                .map(each -> AuditEntry.ofJob(actor, action, each.getKey()).item(each.getValue()))
                .toList());
    }

    /** Changes what belongs to no job, or hands it out, and writes the entry, in one transaction. */
    public <T> T done(AuditAction action, Supplier<T> change) {
        return log.with(AuditEntry.of(callers.current(), action), change);
    }

    /**
     * Writes that the caller is handed data. The caller gets them after this returns.
     *
     * @param item the file's name, or null
     */
    public void read(AuditAction action, UUID job, @Nullable String item) {
        AuditEntry entry = AuditEntry.ofJob(callers.current(), action, job);
        log.write(item == null ? entry : entry.item(item));
    }
}
