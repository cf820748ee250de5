package org.lungburden.job.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Fence;
import org.lungburden.job.JobPriority;
import org.lungburden.job.JobStoreFixture;
import org.lungburden.job.JobStoreHarness;
import org.lungburden.job.NewJob;
import org.lungburden.job.StudyChoices;
import org.lungburden.webhook.AttemptCode;
import org.lungburden.webhook.Deliveries;
import org.lungburden.webhook.Deliveries.Taken;
import org.lungburden.webhook.DeliveryEnd;
import org.lungburden.webhook.DeliveryLog;
import org.lungburden.webhook.DeliveryState;
import org.lungburden.webhook.Lane;
import org.lungburden.webhook.Tried;
import org.lungburden.webhook.WebhookSecret;
import org.lungburden.webhook.WebhookSecrets;

/** What is delivered of each job, to whom and in which order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeliveriesSuite extends JobStoreFixture {
    private static final String URL = "https://receiver.example/hooks?of=lungs";
    private static final Lane LANE = new Lane("local", "receiver.example");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Tried FINE = Tried.answered(204);
    private static final Tried BROKEN = Tried.answered(500);

    private final PostgresExtension postgres;
    private @Nullable PostgresFixture fixture;
    private Deliveries deliveries;

    @SuppressWarnings("NullAway.Init")
    DeliveriesSuite(PostgresExtension postgres) {
        this.postgres = postgres;
    }

    @BeforeAll
    void start(@TempDir Path artifacts) {
        fixture = new PostgresFixture(postgres, artifacts);
        deliveries = fixture.bean(Deliveries.class);
    }

    @AfterAll
    void stop() {
        fixture().close();
    }

    @BeforeEach
    void empty() {
        fixture().clear();
        fixture().jdbc().sql("TRUNCATE webhook_secret").update();
    }

    private PostgresFixture fixture() {
        if (fixture == null) {
            throw new IllegalStateException("not started");
        }
        return fixture;
    }

    @Override
    protected JobStoreHarness harness() {
        return fixture();
    }

    private UUID submitted(@Nullable String url) {
        UUID id = UUID.randomUUID();
        store().submit(new NewJob(
                id, "local", UPLOAD, "ref", "subject", "batch", JobPriority.BATCH, StudyChoices.NONE, url));
        return id;
    }

    private UUID cancelled(String url) {
        UUID id = submitted(url);
        store().cancel("local", id);
        return id;
    }

    private Taken taken() {
        return deliveries.take(LANE, LEASE).orElseThrow();
    }

    private List<String> types(UUID job) {
        return deliveries.log("local", job).items().stream()
                .map(DeliveryLog.Item::type)
                .toList();
    }

    private void elapseDeliveries(Duration time) {
        fixture()
                .jdbc()
                .sql("UPDATE webhook_delivery SET due_at = due_at - make_interval(secs => :s),"
                        + " give_up_at = give_up_at - make_interval(secs => :s)")
                .param("s", JobStatements.seconds(time))
                .update();
    }

    @Test
    void everyEndIsToldOnce() {
        UUID succeeded = submitted(URL);
        store().complete(claim(succeeded), "{}", List.of());
        UUID failed = submitted(URL);
        store().fail(claim(failed), error(ErrorCode.NO_LUNG_FOUND));
        UUID cancelled = cancelled(URL);
        UUID deleted = submitted(URL);
        store().delete("local", deleted);
        UUID lost = submitted(URL);
        for (int attempt = 0; attempt < 9; attempt++) {
            elapse(lost, DAY);
            store().claim(lost, "worker", LEASE);
            elapse(lost, DAY);
            reaper().reap(100);
        }
        UUID overAge = submitted(URL);
        store().fail(claim(overAge), error(ErrorCode.UNAVAILABLE));
        harness().age(overAge, Duration.ofDays(100));
        reaper().failOverAge(Instant.EPOCH, 100);

        assertThat(types(succeeded)).containsExactly("job.succeeded");
        assertThat(types(failed)).containsExactly("job.failed");
        assertThat(types(cancelled)).containsExactly("job.cancelled");
        assertThat(types(deleted)).containsExactly("job.cancelled");
        assertThat(types(lost)).containsExactly("job.failed");
        assertThat(types(overAge)).containsExactly("job.failed");
    }

    @Test
    void nothingElseIsTold() {
        UUID silent = submitted(null);
        store().cancel("local", silent);
        UUID running = submitted(URL);
        Fence fence = claim(running);
        store().release(fence);
        UUID finished = cancelled(URL);
        store().delete("local", finished);
        assertThat(types(silent)).isEmpty();
        assertThat(deliveries.log("local", silent).url()).isNull();
        assertThat(types(running)).isEmpty();
        assertThat(types(finished)).containsExactly("job.cancelled");
        assertThat(deliveries.log("another", finished)).isEqualTo(new DeliveryLog(null, List.of()));
    }

    @Test
    void anEventIsWhatTheJobBecame() {
        UUID job = submitted(URL);
        store().fail(claim(job), error(ErrorCode.NO_LUNG_FOUND));
        Taken taken = taken();
        assertThat(taken.url()).isEqualTo(URL);
        assertThat(taken.event().jobId()).isEqualTo(job);
        assertThat(taken.event().type()).isEqualTo("job.failed");
        assertThat(taken.event().attempt()).isOne();
        assertThat(taken.event().errorCode()).isEqualTo("NO_LUNG_FOUND");
        assertThat(taken.event().reference()).isEqualTo("ref");
        assertThat(taken.event().batch()).isEqualTo("batch");
        assertThat(taken.event().occurredAt()).isEqualTo(find(job).finishedAt());
    }

    @Test
    void aDeletedJobsReferenceIsGone() {
        UUID job = cancelled(URL);
        store().delete("local", job);
        assertThat(taken().event().reference()).isNull();
        harness().elapsePurges(DAY);
        fixture().jdbc().sql("DELETE FROM job WHERE id = ?").param(job).update();
        assertThat(fixture()
                        .jdbc()
                        .sql("SELECT count(*) FROM webhook_delivery")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void ofOneJobTheEarlierEventGoesFirst() {
        UUID job = cancelled(URL);
        store().retry("local", job);
        store().complete(claim(job), "{}", List.of());
        Taken first = taken();
        assertThat(first.event().type()).isEqualTo("job.cancelled");
        assertThat(deliveries.take(LANE, LEASE)).isEmpty();
        deliveries.failed(first, BROKEN, Duration.ofMinutes(1));
        assertThat(deliveries.take(LANE, LEASE))
                .as("the first waits for its next attempt")
                .isEmpty();
        elapseDeliveries(Duration.ofMinutes(2));
        Taken again = taken();
        assertThat(again.event()).isEqualTo(first.event());
        assertThat(again.tries()).isEqualTo(2);
        assertThat(deliveries.delivered(again, FINE)).isTrue();
        assertThat(taken().event().type()).isEqualTo("job.succeeded");
    }

    /** Whoever cancels and retries one job again and again holds up no other job of the lane. */
    @Test
    void manyEventsOfOneJobHideNothingBehindThem() {
        UUID busy = cancelled(URL);
        for (int n = 0; n < 250; n++) {
            store().retry("local", busy);
            store().cancel("local", busy);
        }
        UUID other = cancelled(URL);
        Taken head = taken();
        assertThat(head.event().jobId()).isEqualTo(busy);
        Taken found = Stream.generate(() -> deliveries.take(LANE, LEASE))
                .limit(3)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
        assertThat(found.event().jobId()).isEqualTo(other);
        deliveries.delivered(head, FINE);
        assertThat(taken().event().jobId()).as("the next one is due at once").isEqualTo(busy);
    }

    @Test
    void whoeverWasKilledLosesItsDelivery() {
        cancelled(URL);
        Taken killed = taken();
        assertThat(deliveries.take(LANE, LEASE)).isEmpty();
        elapseDeliveries(LEASE.plusSeconds(1));
        Taken heir = taken();
        assertThat(heir.event()).isEqualTo(killed.event());
        assertThat(deliveries.delivered(killed, FINE)).isFalse();
        assertThat(deliveries.failed(killed, BROKEN, LEASE)).isEmpty();
        assertThat(deliveries.refused(killed, BROKEN, DeliveryEnd.GONE)).isFalse();
        assertThat(deliveries.delivered(heir, FINE)).isTrue();
    }

    @Test
    void processesThatTakeAtOnceShareTheWork() {
        IntStream.range(0, 40).forEach(n -> cancelled(URL));
        List<CompletableFuture<List<Long>>> takers = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> Stream.generate(() -> deliveries.take(LANE, LEASE))
                        .takeWhile(Optional::isPresent)
                        .map(each -> each.orElseThrow().id())
                        .toList()))
                .toList();
        List<Long> all = new ArrayList<>();
        takers.forEach(each -> all.addAll(each.join()));
        Set<Long> once = new HashSet<>(all);
        assertThat(all).hasSameSizeAs(once);
        assertThat(once).hasSizeBetween(36, 40);
    }

    @Test
    void lanesTakeTurns() {
        cancelled("https://a.example/");
        cancelled("https://b.example:8443/x?y=https://no.example");
        cancelled("https://b.example:8443/");
        Taken done = deliveries.take(new Lane("local", "a.example"), LEASE).orElseThrow();
        deliveries.delivered(done, FINE);
        cancelled("http://[::1]:9000/");
        Deliveries.Turn all = deliveries.due(null, 9);
        assertThat(all.due())
                .containsExactlyInAnyOrder(new Lane("local", "b.example:8443"), new Lane("local", "[::1]:9000"));
        assertThat(all.last()).isNull();
        Deliveries.Turn one = deliveries.due(null, 1);
        assertThat(one.due()).hasSize(1);
        assertThat(deliveries.due(one.last(), 1).due()).hasSize(1).doesNotContainAnyElementsOf(one.due());
    }

    @Test
    void afterADayNoAttemptFollows() {
        UUID job = cancelled(URL);
        assertThat(deliveries.failed(taken(), BROKEN, Duration.ofHours(1))).contains(DeliveryState.PENDING);
        elapseDeliveries(Duration.ofHours(23).plusMinutes(30));
        Tried tried = Tried.unanswered(AttemptCode.TIMEOUT);
        assertThat(deliveries.failed(taken(), tried, Duration.ofHours(1))).contains(DeliveryState.FAILED);
        DeliveryLog.Item item = deliveries.log("local", job).items().get(0);
        assertThat(item.code()).isEqualTo("TIME_OVER");
        assertThat(item.dueAt()).isNull();
        assertThat(item.attempts()).extracting(DeliveryLog.Attempt::httpStatus).containsExactly(500, null);
        assertThat(item.attempts()).extracting(DeliveryLog.Attempt::code).containsExactly(null, "TIMEOUT");
    }

    @Test
    void whatIsTooOldIsGivenUpTogether() {
        cancelled(URL);
        cancelled(URL);
        assertThat(deliveries.giveUp(LANE, 9)).isZero();
        elapseDeliveries(DAY.plusHours(1));
        cancelled(URL);
        taken();
        assertThat(deliveries.giveUp(LANE, 9)).as("one is being tried").isOne();
        assertThat(deliveries.count().waiting()).isEqualTo(2);
    }

    @Test
    void somebodyAsksForAnotherAttempt() {
        UUID job = cancelled(URL);
        assertThat(deliveries.again("local", submitted(URL))).isZero();
        assertThat(deliveries.again("another", job)).isZero();
        deliveries.refused(taken(), Tried.answered(410), DeliveryEnd.GONE);
        DeliveryLog.Item gone = deliveries.log("local", job).items().get(0);
        assertThat(gone.state()).isEqualTo("FAILED");
        assertThat(gone.code()).isEqualTo("GONE");
        assertThat(deliveries.again("local", job)).isOne();
        Taken again = taken();
        assertThat(again.event().message()).isEqualTo(gone.message());
        assertThat(again.tries()).isOne();
        assertThat(deliveries.again("local", job)).as("it runs").isOne();
        deliveries.delivered(again, FINE);
        assertThat(deliveries.again("local", job)).as("the last event").isOne();
        deliveries.failed(taken(), BROKEN, Duration.ofHours(1));
        assertThat(deliveries.again("local", job)).as("at once").isOne();
        deliveries.delivered(taken(), FINE);
        assertThat(deliveries.log("local", job).items()).hasSize(1);
    }

    @Test
    void theLogStaysShort() {
        UUID job = cancelled(URL);
        for (int attempt = 0; attempt < 60; attempt++) {
            deliveries.failed(taken(), BROKEN, Duration.ZERO);
        }
        assertThat(deliveries.log("local", job).items().get(0).attempts()).hasSize(50);
    }

    /** As deploy/database/roles.sql makes it. */
    @Test
    void aWorkersRoleTellsAndReadsNothing() {
        UUID job = submitted(URL);
        String role = "worker_" + UUID.randomUUID().toString().replace("-", "");
        fixture().jdbc().sql("CREATE ROLE " + role).update();
        fixture().jdbc().sql("GRANT USAGE ON SCHEMA public TO " + role).update();
        fixture().jdbc().sql("GRANT SELECT, UPDATE ON job TO " + role).update();
        try {
            fixture()
                    .jdbc()
                    .sql("DO $$ BEGIN SET LOCAL ROLE " + role + "; UPDATE job SET status = 'CANCELLED' WHERE id = '"
                            + job + "'; END $$")
                    .update();
            assertThat(types(job)).containsExactly("job.cancelled");
            for (String table : List.of("webhook_secret", "webhook_delivery", "webhook_attempt")) {
                assertThatThrownBy(() -> fixture()
                                .jdbc()
                                .sql("DO $$ BEGIN SET LOCAL ROLE " + role + "; PERFORM * FROM " + table + "; END $$")
                                .update())
                        .as(table)
                        .rootCause()
                        .hasMessageContaining("permission denied");
            }
        } finally {
            fixture().jdbc().sql("DROP OWNED BY " + role).update();
            fixture().jdbc().sql("DROP ROLE " + role).update();
        }
    }

    @Test
    void anOwnersSecretIsOneAndStays() {
        WebhookSecrets secrets = fixture().bean(WebhookSecrets.class);
        List<CompletableFuture<List<WebhookSecret>>> first = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> secrets.of("ward")))
                .toList();
        assertThat(first.stream().map(CompletableFuture::join).distinct())
                .hasSize(1)
                .allSatisfy(all -> assertThat(all).hasSize(1));
        assertThat(secrets.of("ward")).isNotEqualTo(secrets.of("clinic"));
        assertThat(secrets.of("ward").get(0).text()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(secrets.of("ward").get(0).key()).hasSize(32);
        assertThat(secrets.of("ward")).hasToString("[whsec_]");
    }

    @Test
    void anEarlierSecretEndsAfterItsTime() {
        WebhookSecrets secrets = fixture().bean(WebhookSecrets.class);
        WebhookSecret first = secrets.of("ward").get(0);
        WebhookSecret second = secrets.rotate("ward", DAY);
        assertThat(secrets.of("ward")).containsExactly(second, first);
        fixture()
                .jdbc()
                .sql("UPDATE webhook_secret SET expires_at = expires_at - interval '25 hours'")
                .update();
        assertThat(secrets.of("ward")).containsExactly(second);
        for (int n = 0; n < 9; n++) {
            secrets.rotate("ward", DAY);
        }
        assertThat(secrets.of("ward")).hasSize(5).doesNotContain(first, second);
    }
}
