package org.lungburden.api.jobs;

import java.util.UUID;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Reads job ids from paths. */
public final class JobIds {
    private JobIds() {}

    /**
     * @throws CodedException {@code JOB_NOT_FOUND} for a text that cannot be an id; an unknown id gets the same code
     */
    public static UUID parse(String text) {
        try {
            UUID id = UUID.fromString(text);
            // UUID.fromString also accepts short groups, which would give one job several addresses.
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw new CodedException(ErrorCode.JOB_NOT_FOUND, ErrorCode.JOB_NOT_FOUND.sentence(), e);
        }
        throw new CodedException(ErrorCode.JOB_NOT_FOUND);
    }
}
