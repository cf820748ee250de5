package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobStatusTest {
    @Test
    void transitionsAreThoseOfTheStateDiagram() {
        List<String> allowed = new ArrayList<>();
        for (JobStatus from : JobStatus.values()) {
            for (JobStatus to : JobStatus.values()) {
                if (from.canBecome(to)) {
                    allowed.add(from + ">" + to);
                }
            }
        }
        assertThat(allowed)
                .containsExactlyInAnyOrder(
                        "QUEUED>RUNNING",
                        "QUEUED>CANCELLED",
                        "QUEUED>FAILED",
                        "RUNNING>SUCCEEDED",
                        "RUNNING>FAILED",
                        "RUNNING>CANCELLED",
                        "RUNNING>QUEUED",
                        "FAILED>QUEUED",
                        "CANCELLED>QUEUED");
    }
}
