package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.artifact.FileChoice;
import org.slf4j.MDC;

class LoggedJobTest {
    private final UUID job = UUID.randomUUID();

    @Test
    void linesCarryTheJobWhileItIsWorkedOn() {
        try (LoggedJob logged = LoggedJob.of(claim(job, 3))) {
            assertCarried(job.toString(), "3");
        }
        assertCarried(null, null);
    }

    @Test
    void whatWasCarriedBeforeIsAgain() {
        try (LoggedJob outer = LoggedJob.of(job)) {
            try (LoggedJob inner = LoggedJob.of(claim(UUID.randomUUID(), 1))) {
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

    private static Claim claim(UUID id, int attempt) {
        Instant now = Instant.EPOCH;
        Job job = new Job(
                id,
                "local",
                JobStatus.RUNNING,
                null,
                0,
                attempt,
                0,
                null,
                null,
                null,
                JobPriority.INTERACTIVE,
                new Upload("uploads/1", 1, "00", Upload.Format.ZIP),
                null,
                FileChoice.DEFAULT,
                now,
                null,
                null,
                null,
                1);
        return new Claim(job, UUID.randomUUID(), now);
    }
}
