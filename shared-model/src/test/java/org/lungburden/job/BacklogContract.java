package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lungburden.job.JobPriority.BATCH;
import static org.lungburden.job.JobPriority.INTERACTIVE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.upkeep.Backlog;

/** What a look at the queue tells. */
public abstract class BacklogContract extends JobStoreFixture {

    protected abstract Backlog look();

    @Test
    void anEmptyQueueHasNoLines() {
        assertThat(look().lines()).isEmpty();
        assertThat(look().workers()).isZero();
        assertThat(look().meanTime()).isNull();
    }

    @Test
    void tellsLinesWorkersAndTheTimeOfTheLastJobs() {
        Fence done = claimed();
        store().complete(done, "{}", List.of());
        Fence failed = claimed();
        store().fail(failed, error(ErrorCode.CORRUPT_IMAGE));
        claimed();
        elapse(claimed().id(), LEASE.multipliedBy(2));
        assertThat(look().workers()).as("leases that have not ended").isEqualTo(1);
        assertThat(Objects.requireNonNull(look().meanTime())).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(look().lines()).isEmpty();
    }

    @Test
    void linesAreInOrderAndLongOnesAreCut() {
        harness().submitMany(1100, "cohort", BATCH);
        harness().submitMany(3, "clinic", INTERACTIVE);
        Job late = submit();
        elapse(submit().id(), Duration.ofMinutes(1));
        store().claimNext("w", LEASE);
        List<Backlog.Line> lines = look().lines();
        assertThat(lines)
                .extracting(
                        line -> line.waiting().owner(), line -> line.places().size())
                .containsExactlyInAnyOrder(tuple("cohort", 1000), tuple("clinic", 2), tuple("local", 2));
        for (Backlog.Line line : lines) {
            assertThat(line.places())
                    .isSortedAccordingTo((one, other) -> one.dueIn().compareTo(other.dueIn()));
            assertThat(line.waiting().served() > 0)
                    .isEqualTo(line.waiting().owner().equals("clinic"));
        }
        Backlog.Line local = lines.stream()
                .filter(line -> line.waiting().owner().equals("local"))
                .findFirst()
                .orElseThrow();
        assertThat(local.places().get(1).job()).isEqualTo(late.id());
        assertThat(new Backlog(lines, look().claims(), 1, Duration.ofSeconds(1))
                        .forecast(Instant.EPOCH)
                        .starts())
                .hasSize(1004);
    }
}
