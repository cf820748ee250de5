package org.lungburden.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data of a submit. The API chooses the id before the upload streams, because the keys of artifacts contain the id.
 *
 * @param seriesInstanceUid the series that the client asks for; null when the worker chooses
 */
public record NewJob(
        UUID id,
        String owner,
        Upload upload,
        @Nullable String reference,
        @Nullable String subject,
        @Nullable String batch,
        @Nullable String seriesInstanceUid) {
    /** The worker chooses the series. */
    public NewJob(
            UUID id,
            String owner,
            Upload upload,
            @Nullable String reference,
            @Nullable String subject,
            @Nullable String batch) {
        this(id, owner, upload, reference, subject, batch, null);
    }
}
