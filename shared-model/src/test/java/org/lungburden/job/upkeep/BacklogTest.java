package org.lungburden.job.upkeep;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.job.JobPriority.BATCH;
import static org.lungburden.job.JobPriority.INTERACTIVE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.job.FairOrder.Waiting;
import org.lungburden.job.JobPriority;
import org.lungburden.job.upkeep.Backlog.Line;
import org.lungburden.job.upkeep.Backlog.Place;

class BacklogTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final UUID[] JOBS =
            IntStream.range(0, 12).mapToObj(n -> new UUID(0, n)).toArray(UUID[]::new);

    private static Line line(String owner, JobPriority priority, long served, int... jobs) {
        return new Line(
                new Waiting(owner, priority, served),
                Arrays.stream(jobs)
                        .mapToObj(job -> new Place(JOBS[job], Duration.ofSeconds(-job)))
                        .toList());
    }

    private static Map<UUID, Instant> starts(int workers, @Nullable Duration meanTime, Line... lines) {
        return new Backlog(List.of(lines), 5, workers, meanTime).forecast(NOW).starts();
    }

    @Test
    void twoWorkersBeginAJobEachHalfMeanTime() {
        Map<UUID, Instant> starts = starts(2, MINUTE, line("a", INTERACTIVE, 1, 0, 1, 2));
        assertThat(starts)
                .containsOnly(
                        Map.entry(JOBS[0], NOW.plusSeconds(15)),
                        Map.entry(JOBS[1], NOW.plusSeconds(45)),
                        Map.entry(JOBS[2], NOW.plusSeconds(75)));
    }

    @Test
    void aJobKnowsHowManyBeginBeforeIt() {
        Map<UUID, Integer> ahead = new Backlog(
                        List.of(line("a", BATCH, 1, 0, 1), line("b", INTERACTIVE, 0, 2)), 5, 1, MINUTE)
                .forecast(NOW)
                .ahead();
        assertThat(ahead).hasSize(3).containsEntry(JOBS[2], 0);
        assertThat(ahead.get(JOBS[1])).isEqualTo(requireNonNull(ahead.get(JOBS[0])) + 1);
    }

    @Test
    void theOrderIsThatOfTheClaims() {
        Map<UUID, Instant> starts = starts(
                1,
                MINUTE,
                line("a", BATCH, 5, 0, 1, 2, 3),
                line("b", BATCH, 0, 4, 5),
                line("a", INTERACTIVE, 3, 6, 7),
                line("c", INTERACTIVE, 2, 8, 9, 10));
        // the claims are the 6th and those after it, and the 10th looks at the batches first
        assertThat(starts.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey))
                .containsExactly(
                        JOBS[8], JOBS[6], JOBS[9], JOBS[7], JOBS[4], JOBS[10], JOBS[0], JOBS[5], JOBS[1], JOBS[2],
                        JOBS[3]);
    }

    @Test
    void aJobThatIsDueLaterDoesNotBeginBefore() {
        Line line = new Line(new Waiting("a", BATCH, 0), List.of(new Place(JOBS[0], Duration.ofHours(1))));
        assertThat(starts(1, MINUTE, line)).containsEntry(JOBS[0], NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void nothingIsKnownWithoutWorkersOrWithoutJobsThatEnded() {
        assertThat(starts(0, MINUTE, line("a", BATCH, 0, 1))).isEmpty();
        assertThat(starts(1, null, line("a", BATCH, 0, 1))).isEmpty();
        assertThat(starts(1, MINUTE)).isEmpty();
    }

    @Test
    void ofTenThousandJobsEachHasATime() {
        List<Line> lines = IntStream.range(0, 10)
                .mapToObj(owner -> new Line(
                        new Waiting("owner" + owner, BATCH, owner),
                        IntStream.range(0, 1000)
                                .mapToObj(job -> new Place(new UUID(owner, job), Duration.ZERO))
                                .toList()))
                .toList();
        Map<UUID, Instant> starts =
                new Backlog(lines, 5, 4, MINUTE).forecast(NOW).starts();
        assertThat(starts).hasSize(10_000);
        assertThat(starts)
                .containsEntry(
                        new UUID(9, 999), NOW.plus(MINUTE.multipliedBy(2500)).minusMillis(7500));
    }

    private static Optional<Duration> wait(String owner, JobPriority priority, int workers, Line... lines) {
        return new Backlog(List.of(lines), 5, workers, MINUTE).forecast(NOW).waitOf(owner, priority);
    }

    @Test
    void aFurtherJobWaitsBehindThoseOfItsOwnerAndInTurnWithOthers() {
        Line[] lines = {line("a", BATCH, 2, 11, 11, 11), line("b", BATCH, 1, 11)};
        assertThat(wait("a", BATCH, 1, lines)).contains(MINUTE.multipliedBy(4).plusSeconds(30));
        assertThat(wait("b", BATCH, 1, lines)).contains(MINUTE.multipliedBy(2).plusSeconds(30));
        assertThat(wait("c", BATCH, 1, lines)).contains(Duration.ofSeconds(30));
        assertThat(wait("a", INTERACTIVE, 1, lines)).contains(Duration.ofSeconds(30));
        assertThat(wait("a", BATCH, 3, lines)).contains(Duration.ofSeconds(90));
    }

    /** Nobody stands for an owner without a job that waits: none comes before it in its first turn. */
    @Test
    void aFurtherJobBeginsWhenItWouldIfItWaitedAlready() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Line> lines = new ArrayList<>();
            for (String owner : List.of("a", "b", "c", Forecast.NOBODY)) {
                for (JobPriority priority : JobPriority.known()) {
                    int jobs = owner.equals(Forecast.NOBODY) ? 0 : random.nextInt(5);
                    lines.add(new Line(
                            new Waiting(owner, priority, jobs == 0 ? 0 : random.nextInt(9)),
                            Collections.nCopies(jobs, new Place(JOBS[0], MINUTE.negated()))));
                }
            }
            List<Line> waiting =
                    lines.stream().filter(line -> !line.places().isEmpty()).toList();
            Backlog backlog = new Backlog(waiting, random.nextInt(5), 1 + random.nextInt(4), MINUTE);
            for (Line line : lines) {
                Optional<Duration> wait = backlog.forecast(NOW)
                        .waitOf(line.waiting().owner(), line.waiting().priority());
                assertThat(wait)
                        .as("%s in %s", line, backlog)
                        .contains(
                                waiting.isEmpty()
                                        ? Duration.ZERO
                                        : Duration.between(NOW, startOfFurther(backlog, line)));
            }
        }
    }

    private static Instant startOfFurther(Backlog backlog, Line line) {
        List<Line> lines = new ArrayList<>(backlog.lines());
        lines.remove(line);
        List<Place> places = new ArrayList<>(line.places());
        places.add(new Place(JOBS[1], Duration.ZERO));
        Waiting first = new Waiting(Forecast.NOBODY, line.waiting().priority(), 0);
        lines.add(new Line(line.places().isEmpty() ? first : line.waiting(), places));
        Forecast forecast = new Backlog(lines, backlog.claims(), backlog.workers(), MINUTE).forecast(NOW);
        return requireNonNull(forecast.starts().get(JOBS[1]));
    }

    /** Only workers that work are counted, and a free one takes a due job within seconds. */
    @Test
    void aFurtherJobDoesNotWaitWhereNoneHasWaitedForLong() {
        assertThat(wait("a", BATCH, 1)).contains(Duration.ZERO);
        assertThat(wait("a", BATCH, 1, line("a", BATCH, 1, 10, 9, 8))).contains(Duration.ZERO);
        assertThat(wait("a", BATCH, 1, line("b", BATCH, 1, 3), line("a", BATCH, 1, 11, 9)))
                .contains(Duration.ofSeconds(210));
    }

    @Test
    void nobodyKnowsHowLongAFurtherJobWaitsWithoutWorkersOrWithoutJobsThatEnded() {
        Line line = line("a", BATCH, 0, 11);
        assertThat(wait("a", BATCH, 0, line)).isEmpty();
        assertThat(new Backlog(List.of(line), 5, 1, null).forecast(NOW).waitOf("a", BATCH))
                .isEmpty();
    }
}
