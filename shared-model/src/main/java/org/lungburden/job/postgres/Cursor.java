package org.lungburden.job.postgres;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;

/** The place after one job in a list ordered by creation and id; new jobs do not move it. */
record Cursor(Instant createdAt, UUID id) {

    static Cursor after(Job job) {
        return new Cursor(job.createdAt(), job.id());
    }

    String encode() {
        byte[] text = (createdAt + "/" + id).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    static Cursor decode(String cursor) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split("/", -1);
            if (parts.length == 2) {
                return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CodedException(ErrorCode.INVALID_REQUEST, "The cursor is not one of this service.", e);
        }
        throw new CodedException(ErrorCode.INVALID_REQUEST, "The cursor is not one of this service.");
    }
}
