package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lungburden.api.limits.SharedSlots;
import org.lungburden.api.upload.submit.UploadSettings;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.usage.memory.MemorySlotLedger;
import org.springframework.util.unit.DataSize;

class UploadSlotsTest {
    private final MemorySlotLedger ledger = new MemorySlotLedger();
    private final UploadSlots slots = process(new SharedSlots(ledger, false));

    private static UploadSlots process(SharedSlots shared) {
        return new UploadSlots(new UploadSettings(DataSize.ofMegabytes(1), 3, 2), shared, new SimpleMeterRegistry());
    }

    private String within(String owner, Supplier<String> upload) {
        return slots.within(owner, upload);
    }

    @Test
    void oneUploadTooManyIsToldToComeBack() {
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> within("b", () -> within("a", () -> within("a", () -> within("c", () -> "4th")))))
                .withMessageContaining("Too many studies")
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(within("a", () -> within("b", () -> within("a", () -> "third"))))
                .isEqualTo("third");
    }

    @Test
    void oneOwnerLeavesRoomForAnother() {
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> within("a", () -> within("a", () -> within("a", () -> "third of one"))))
                .withMessageContaining("At most 2 of your studies")
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(within("a", () -> within("a", () -> within("b", () -> "other"))))
                .isEqualTo("other");
    }

    @Test
    void uploadsOfAnOwnerWhoSignsInAreCountedOverAllProcesses() {
        SharedSlots shared = new SharedSlots(ledger, true);
        UploadSlots one = process(shared);
        UploadSlots other = process(new SharedSlots(ledger, true));
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> one.within("a", () -> other.within("a", () -> one.within("a", () -> "third"))))
                .withMessageContaining("At most 2 of your studies")
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.RATE_LIMITED);
        // what was freed here is at hand here, and for the other once it is given back
        assertThat(one.within("a", () -> one.within("b", () -> "next"))).isEqualTo("next");
        shared.giveBack();
        assertThat(other.within("a", () -> other.within("b", () -> "next"))).isEqualTo("next");
    }

    @Test
    void anUploadThatFailsGivesItsSlotBack() {
        assertThatIllegalStateException()
                .isThrownBy(() -> slots.within("a", () -> {
                    throw new IllegalStateException("upload");
                }));
        assertThat(within("a", () -> "next")).isEqualTo("next");
    }
}
