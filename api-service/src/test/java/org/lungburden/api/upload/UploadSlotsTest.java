package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.lungburden.api.upload.submit.UploadSettings;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.util.unit.DataSize;

class UploadSlotsTest {
    private final UploadSlots slots =
            new UploadSlots(new UploadSettings(DataSize.ofMegabytes(1), 1), new SimpleMeterRegistry());

    @Test
    void oneUploadTooManyIsToldToComeBack() {
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> slots.within(() -> slots.within(() -> "second")))
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(slots.<String>within(() -> "first again")).isEqualTo("first again");
    }

    @Test
    void anUploadThatFailsGivesItsSlotBack() {
        assertThatIllegalStateException()
                .isThrownBy(() -> slots.within(() -> {
                    throw new IllegalStateException("upload");
                }));
        assertThat(slots.<String>within(() -> "next")).isEqualTo("next");
    }
}
