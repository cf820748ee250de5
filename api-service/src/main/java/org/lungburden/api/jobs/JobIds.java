package org.lungburden.api.jobs;

import java.util.UUID;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Reads job ids out of paths. */
public final class JobIds {
    private JobIds() {}

    /** @throws CodedException {@code JOB_NOT_FOUND} for what cannot be an id, as for an id that is not there */
    public static UUID parse(String text) {
        try {
            UUID id = UUID.fromString(text);
            // UUID.fromString also takes short groups, which would give one job several addresses.
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw new CodedException(ErrorCode.JOB_NOT_FOUND, ErrorCode.JOB_NOT_FOUND.sentence(), e);
        }
        throw new CodedException(ErrorCode.JOB_NOT_FOUND);
    }
}
