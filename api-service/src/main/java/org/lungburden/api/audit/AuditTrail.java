package org.lungburden.api.audit;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.owner.ActingCaller;
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
