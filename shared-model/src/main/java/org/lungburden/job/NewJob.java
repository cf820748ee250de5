package org.lungburden.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a submit brings; the id is chosen before the upload streams, so that its artifacts can be named. */
public record NewJob(
        UUID id,
        String owner,
        Upload upload,
        @Nullable String reference,
        @Nullable String subject,
        @Nullable String batch) {}
