package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LoggedJobTest {
    private final UUID job = UUID.randomUUID();

    @Test
    void linesCarryTheJobWhileItIsWorkedOn() {
        try (LoggedJob logged = LoggedJob.of(new Fence(job, 3, null))) {
            assertCarried(job.toString(), "3");
        }
        assertCarried(null, null);
    }

    @Test
    void whatWasCarriedBeforeIsAgain() {
        try (LoggedJob outer = LoggedJob.of(job)) {
            try (LoggedJob inner = LoggedJob.of(new Fence(UUID.randomUUID(), 1, null))) {
                assertThat(MDC.get("jobId")).isNotEqualTo(job.toString());
            }
            assertCarried(job.toString(), null);
        }
        assertCarried(null, null);
    }

    @Test
    void aJobThatIsKnownLaterIsCarriedToTheEnd() {
        try (LoggedJob request = LoggedJob.of((UUID) null)) {
            assertCarried(null, null);
            LoggedJob.become(job);
            assertCarried(job.toString(), null);
        }
        assertCarried(null, null);
    }

    private static void assertCarried(@Nullable String jobId, @Nullable String attempt) {
        assertThat(MDC.get("jobId")).isEqualTo(jobId);
        assertThat(MDC.get("attempt")).isEqualTo(attempt);
    }
}
