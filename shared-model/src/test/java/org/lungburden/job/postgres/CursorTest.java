package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

class CursorTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Cursor cursor = new Cursor(
            Instant.parse("2026-03-01T10:15:30.123456Z"), UUID.fromString("0b8f6d5e-6d0c-4f3e-9a55-2f1d6a0c7a11"));

    private static void assertRefused(String text) {
        assertThatExceptionOfType(CodedException.class)
                .as(text)
                .isThrownBy(() -> Cursor.decode(text))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void comesBackAsItWas() {
        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @Test
    void refusesEveryOneCharacterThatIsAnother() {
        String text = cursor.encode();
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
        assertRefused(cursor.encode() + "=");
        assertRefused(cursor.encode().substring(1));
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
