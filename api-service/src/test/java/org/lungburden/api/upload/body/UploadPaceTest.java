package org.lungburden.api.upload.body;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.util.unit.DataSize;

class UploadPaceTest {
    private static final PaceSettings SETTINGS =
            new PaceSettings(DataSize.ofKilobytes(16), Duration.ofSeconds(30), Duration.ofHours(1));

    private long nanos = -7;
    private final UploadPace pace = new UploadPace(SETTINGS, () -> nanos);

    /** Reads that each wait and give so many bytes. */
    private void arrive(int reads, Duration wait, int bytes) {
        for (int read = 0; read < reads; read++) {
            long since = pace.now();
            nanos += wait.toNanos();
            pace.arrived(bytes, since);
        }
    }

    @Test
    void aShortUploadMayBeSlow() {
        assertThatCode(() -> arrive(7, Duration.ofSeconds(4), 1)).doesNotThrowAnyException();
    }

    @Test
    void aTrickleEndsWithTheFirstWindow() {
        arrive(7, Duration.ofSeconds(4), 1);
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> arrive(1, Duration.ofSeconds(4), 1))
                .withMessageContaining("slower than 16384 bytes a second")
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.REQUEST_TIMEOUT);
    }

    @Test
    void theLeastRateIsEnough() {
        assertThatCode(() -> arrive(300, Duration.ofSeconds(1), 16 * 1024)).doesNotThrowAnyException();
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> arrive(30, Duration.ofSeconds(1), 16 * 1024 - 1));
    }

    @Test
    void aFastBeginningIsNoCreditForLater() {
        arrive(30, Duration.ofSeconds(1), 10_000_000);
        assertThatExceptionOfType(CodedException.class).isThrownBy(() -> arrive(31, Duration.ofSeconds(1), 100));
    }

    @Test
    void theTimeOfTheStoreDoesNotCount() {
        for (int read = 0; read < 100; read++) {
            nanos += TimeUnit.SECONDS.toNanos(10);
            arrive(1, Duration.ofMillis(1), 8192);
        }
    }

    @Test
    void everyUploadHasADeadline() {
        arrive(3600, Duration.ofSeconds(1), 1_000_000);
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> arrive(1, Duration.ofSeconds(1), 1_000_000))
                .withMessageContaining("at most 60 minutes")
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.REQUEST_TIMEOUT);
    }
}
