package org.lungburden.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

class CursorTextTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Instant time = Instant.parse("2026-03-01T10:15:30.123456Z");
    private final String cursor = CursorText.encode(time, 5, -7);

    private static void assertRefused(String text) {
        assertThatExceptionOfType(CodedException.class)
                .as(text)
                .isThrownBy(() -> CursorText.decode(text, 2))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void comesBackAsItWas() {
        CursorText.Place place = CursorText.decode(cursor, 2);
        assertThat(place.time()).isEqualTo(time);
        assertThat(place.order().getLong()).isEqualTo(5);
        assertThat(place.order().getLong()).isEqualTo(-7);
    }

    @Test
    void refusesEveryOneCharacterThatIsAnother() {
        String text = cursor;
        for (int i = 0; i < text.length(); i++) {
            for (char other : ALPHABET.toCharArray()) {
                if (other != text.charAt(i)) {
                    assertRefused(text.substring(0, i) + other + text.substring(i + 1));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "!", "AAAA", "ä", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA"})
    void refusesWhatIsNoCursor(String text) {
        assertRefused(text);
        assertRefused(cursor + "=");
        assertRefused(cursor.substring(1));
    }

    @Test
    void refusesTheCursorOfAnotherList() {
        assertRefused(CursorText.encode(time, 5));
        assertRefused(CursorText.encode(time, 5, -7, 1));
    }

    @Test
    void aTimeThatNoCursorHoldsIsTheFirstOrTheLast() {
        assertThat(CursorText.decode(CursorText.encode(Instant.MIN, 1), 1).time())
                .isEqualTo(Instant.EPOCH);
        assertThat(CursorText.decode(CursorText.encode(Instant.MAX, 1), 1).time())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesTimesThatTheDatabaseDoesNotKnow(long micros) {
        ByteBuffer bytes = ByteBuffer.allocate(28).putLong(micros).putLong(1).putLong(2);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, 24);
        bytes.putInt((int) crc.getValue());
        assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
    }
}
