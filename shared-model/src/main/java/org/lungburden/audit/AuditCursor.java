package org.lungburden.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.zip.CRC32;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The place after one entry. The text is base64url of microseconds since 1970, number and a CRC-32 of both, which
 * reveals a damaged cursor. The cursor protects no data: an owner sees only its own entries.
 */
public record AuditCursor(Instant at, long number) {
    private static final String REFUSAL = "The cursor is not one of this service.";
    private static final int CHECKED_BYTES = 2 * Long.BYTES;
    private static final int BYTES = CHECKED_BYTES + Integer.BYTES;
    /** The last second of the year 9999. */
    private static final long MAX_MICROS = 253_402_300_799L * 1_000_000;

    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(number);
        bytes.putInt(check(bytes.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws CodedException {@code INVALID_REQUEST} */
    public static AuditCursor decode(String cursor) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(cursor));
        if (bytes.remaining() != BYTES || bytes.getInt(CHECKED_BYTES) != check(bytes.array())) {
            throw new CodedException(ErrorCode.INVALID_REQUEST, REFUSAL);
        }
        long micros = bytes.getLong();
        if (micros < 0 || micros > MAX_MICROS) {
            throw new CodedException(ErrorCode.INVALID_REQUEST, REFUSAL);
        }
        return new AuditCursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), bytes.getLong());
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
}
