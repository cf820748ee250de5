package org.lungburden.job.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.job.BatchState;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.JobPriority;
import org.lungburden.job.JobStatus;
import org.lungburden.job.upkeep.Backlog.Line;
import org.lungburden.job.upkeep.Backlog.Place;

class BatchForecastsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** One worker, a minute a job; three jobs of {@code a} and then two of {@code b} wait. */
    private static final Forecast FORECAST = forecast(1, MINUTE);

    private static Forecast forecast(int workers, @Nullable Duration meanTime) {
        List<Place> places = new ArrayList<>();
        for (int job = 0; job < 5; job++) {
            places.add(new Place(new UUID(0, job), Duration.ZERO, job < 3 ? "a" : "b"));
        }
        Line line = new Line(new Waiting("local", JobPriority.BATCH, 0), places);
        return new Backlog(List.of(line), 0, workers, meanTime).forecast(NOW);
    }

    private static BatchState batch(String name, long waiting, long running, double progress) {
        return new BatchState(
                name,
                Map.of(JobStatus.QUEUED, waiting, JobStatus.RUNNING, running),
                progress * running,
                progress,
                NOW,
                NOW);
    }

    private static @Nullable Instant end(BatchState batch) {
        return FORECAST.batches().end("local", batch).orElse(null);
    }

    /** The starts are half a minute from now and then each minute, see {@link BacklogTest}. */
    @Test
    void theEndIsThatOfTheLastJobToBegin() {
        assertThat(end(batch("a", 3, 1, 0.5))).isEqualTo(NOW.plusSeconds(150 + 60));
        assertThat(end(batch("b", 2, 0, 0))).isEqualTo(NOW.plusSeconds(270 + 60));
    }

    @Test
    void jobsBehindTheLookFollowAtThePaceOfTheOthers() {
        assertThat(end(batch("b", 2 + 100, 0, 0))).isEqualTo(NOW.plusSeconds(270 + 100 * 54 + 60));
    }

    @Test
    void whenNoneWaitsTheJobThatIsLeastFarEndsLast() {
        assertThat(end(batch("c", 0, 2, 0.25))).isEqualTo(NOW.plusSeconds(45));
    }

    @Test
    void nothingIsToldOfWhatNobodyKnows() {
        assertThat(end(batch("a", 0, 0, 0))).isNull();
        assertThat(end(batch("unseen", 5, 1, 0.5))).isNull();
        assertThat(FORECAST.batches().end("another", batch("a", 3, 0, 0))).isEmpty();
        assertThat(forecast(0, MINUTE).batches().end("local", batch("a", 3, 1, 0)))
                .isEmpty();
        assertThat(forecast(1, null).batches().end("local", batch("a", 3, 1, 0)))
                .isEmpty();
    }
}
