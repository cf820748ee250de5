package org.lungburden.job.postgres;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The place after one job in a list ordered by creation and id. New jobs do not move the place, and the job itself may
 * be gone. The text is base64url of microseconds since 1970, id and a CRC-32 of both, which reveals a damaged cursor.
 * The cursor protects no data: whatever it contains, an owner sees only its own jobs.
 */
record Cursor(Instant createdAt, UUID id) {
    private static final String REFUSAL = "The cursor is not one of this service.";
    private static final int CHECKED_BYTES = 3 * Long.BYTES;
    private static final int BYTES = CHECKED_BYTES + Integer.BYTES;
    private static final Instant FIRST = Instant.EPOCH;
    /** The last second of the year 9999. */
    private static final Instant LAST = Instant.ofEpochSecond(253_402_300_799L);

    private static final long MAX_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, LAST);

    /** A time that no cursor holds stands before or after all others, like the job in the list. */
    static Cursor after(OffsetDateTime createdAt, UUID id) {
        Instant time = createdAt.toInstant();
        return new Cursor(time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time, id);
    }

    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        bytes.putInt(check(bytes.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static Cursor decode(String cursor) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(cursor));
        if (bytes.remaining() != BYTES || bytes.getInt(CHECKED_BYTES) != check(bytes.array())) {
            throw refused();
        }
        long micros = bytes.getLong();
        if (micros < 0 || micros > MAX_MICROS) {
            throw refused();
        }
        Cursor decoded =
                new Cursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(bytes.getLong(), bytes.getLong()));
        // Base64 has several texts for some bytes; only the one that this class writes is valid.
        if (!decoded.encode().equals(cursor)) {
            throw refused();
        }
        return decoded;
    }

    private static byte[] bytes(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw new CodedException(ErrorCode.INVALID_REQUEST, REFUSAL, e);
        }
    }

    private static int check(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, CHECKED_BYTES);
        return (int) crc.getValue();
    }

    private static CodedException refused() {
        return new CodedException(ErrorCode.INVALID_REQUEST, REFUSAL);
    }
}
