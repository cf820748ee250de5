package org.lungburden.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;

/**
 * One thing that was done, or refused. Nothing in it names a patient: no label, no file name of an upload.
 *
 * @param jobId null where no job is concerned
 * @param item the file of a result, or the id of a key; null for none
 * @param refusal why it was refused; null when it was done
 * @param times how often, because refusals of one kind are counted
 */
public record AuditEntry(
        Actor actor,
        AuditAction action,
        @Nullable UUID jobId,
        @Nullable String item,
        @Nullable ErrorCode refusal,
        int times) {

    public static AuditEntry of(Actor actor, AuditAction action) {
        return new AuditEntry(actor, action, null, null, null, 1);
    }

    public static AuditEntry ofJob(Actor actor, AuditAction action, UUID jobId) {
        return new AuditEntry(actor, action, jobId, null, null, 1);
    }

    public AuditEntry item(String name) {
        return new AuditEntry(actor, action, jobId, name, refusal, times);
    }

    public AuditEntry refused(ErrorCode why, int count) {
        return new AuditEntry(actor, action, jobId, item, why, count);
    }
}
