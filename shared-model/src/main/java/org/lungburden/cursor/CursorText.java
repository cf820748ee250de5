package org.lungburden.cursor;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.zip.CRC32;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Base64url of a time in microseconds since 1970, of what orders equal times, and of a CRC-32 of both, which reveals a
 * damaged cursor. The text protects no data: whatever it contains, an owner sees only what is the owner's.
 */
public final class CursorText {
    private static final String REFUSAL = "The cursor is not one of this service.";
    /** The last second of the year 9999. */
    private static final Instant LAST = Instant.ofEpochSecond(253_402_300_799L);

    private static final long MAX_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, LAST);

    private CursorText() {}

    /** What a text holds. */
    public record Place(Instant time, ByteBuffer order) {}

    /** @param order of equal times, as many numbers as the list compares */
    public static String encode(Instant time, long... order) {
        int checked = Long.BYTES * (1 + order.length);
        ByteBuffer bytes = ByteBuffer.allocate(checked + Integer.BYTES)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, within(time)));
        for (long number : order) {
            bytes.putLong(number);
        }
        bytes.putInt(check(bytes.array(), checked));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * @param numbers that follow the time
     * @throws CodedException {@code INVALID_REQUEST} for a text that {@link #encode} does not write
     */
    public static Place decode(String text, int numbers) {
        int checked = Long.BYTES * (1 + numbers);
        ByteBuffer bytes = ByteBuffer.wrap(bytes(text));
        if (bytes.remaining() != checked + Integer.BYTES || bytes.getInt(checked) != check(bytes.array(), checked)) {
            throw refused();
        }
        // Base64 has several texts for some bytes; only the one that this class writes is valid.
        if (!Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes.array())
                .equals(text)) {
            throw refused();
        }
        long micros = bytes.getLong();
        if (micros < 0 || micros > MAX_MICROS) {
            throw refused();
        }
        return new Place(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), bytes.slice());
    }

    /** A time that no cursor holds stands before or after all others, like its row in the list. */
    private static Instant within(Instant time) {
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LAST) ? LAST : time;
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new CodedException(ErrorCode.INVALID_REQUEST, REFUSAL, e);
        }
    }

    private static int check(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static CodedException refused() {
        return new CodedException(ErrorCode.INVALID_REQUEST, REFUSAL);
    }
}
