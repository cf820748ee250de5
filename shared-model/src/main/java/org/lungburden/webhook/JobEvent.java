package org.lungburden.webhook;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job ended.
 *
 * @param message the same at every attempt to tell of it
 * @param status what the job became
 * @param errorCode why it failed; null when it did not
 * @param reference the job's label; null for none, and once the job is deleted
 */
public record JobEvent(
        UUID message,
        UUID jobId,
        String status,
        int attempt,
        @Nullable String errorCode,
        @Nullable String reference,
        @Nullable String batch,
        Instant occurredAt) {

    /** Such as {@code job.succeeded}. */
    public String type() {
        return type(status);
    }

    /** Of the event that a job became this. */
    public static String type(String status) {
        return "job." + status.toLowerCase(Locale.ROOT);
    }
}
