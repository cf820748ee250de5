package org.lungburden.job;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data of a submit. The API chooses the id before the upload streams, because the keys of artifacts contain the id.
 *
 * @param choices a choice that the client does not make is the worker's
 * @param acquiredOn the day of the scan; null when the client does not tell
 * @param callbackUrl whom to tell when the job ends, in its normal form; null for nobody
 */
public record NewJob(
        UUID id,
        String owner,
        Upload upload,
        @Nullable String reference,
        @Nullable String subject,
        @Nullable String batch,
        @Nullable LocalDate acquiredOn,
        JobPriority priority,
        StudyChoices choices,
        @Nullable String callbackUrl) {

    /** The client does not tell when the scan was made. */
    public NewJob(
            UUID id,
            String owner,
            Upload upload,
            @Nullable String reference,
            @Nullable String subject,
            @Nullable String batch,
            JobPriority priority,
            StudyChoices choices,
            @Nullable String callbackUrl) {
        this(id, owner, upload, reference, subject, batch, null, priority, choices, callbackUrl);
    }

    /** Nobody is told. */
    public NewJob(
            UUID id,
            String owner,
            Upload upload,
            @Nullable String reference,
            @Nullable String subject,
            @Nullable String batch,
            JobPriority priority,
            StudyChoices choices) {
        this(id, owner, upload, reference, subject, batch, priority, choices, null);
    }

    /** The usual priority. */
    public NewJob(
            UUID id,
            String owner,
            Upload upload,
            @Nullable String reference,
            @Nullable String subject,
            @Nullable String batch,
            StudyChoices choices) {
        this(id, owner, upload, reference, subject, batch, JobPriority.usual(batch), choices);
    }
}
