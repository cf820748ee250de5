package org.lungburden.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lungburden.job.Fence;
import org.slf4j.MDC;

class LoggedJobTest {

    @Test
    void linesCarryTheJobWhileItIsWorkedOn() {
        Fence fence = new Fence(UUID.randomUUID(), 3);
        try (LoggedJob logged = LoggedJob.of(fence)) {
            assertThat(MDC.get("jobId")).isEqualTo(fence.jobId().toString());
            assertThat(MDC.get("attempt")).isEqualTo("3");
        }
        assertThat(MDC.get("jobId")).isNull();
        assertThat(MDC.get("attempt")).isNull();
    }
}
