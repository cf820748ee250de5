package org.lungburden.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.IdempotencyKeys.Binding;
import org.lungburden.job.IdempotencyKeys.Holding;
import org.lungburden.job.IdempotencyKeys.InFlight;
import org.lungburden.job.IdempotencyKeys.Known;
import org.lungburden.job.IdempotencyKeys.Reservation;

/** A key makes one job, whoever dies, races or comes late. */
public abstract class IdempotencyContract extends JobStoreFixture {
    private static final Duration KEY_LEASE = Duration.ofSeconds(60);
    private static final Duration KEEP = Duration.ofHours(24);
    private static final String CONTENT = "c0ffee";
    private static final String KEY = "k-1!~";

    private IdempotencyKeys keys() {
        return harness().keys();
    }

    private Reservation reserved() {
        return (Reservation) keys().reserve("local", KEY);
    }

    private static NewJob job() {
        return new NewJob(UUID.randomUUID(), "local", UPLOAD, null, null, null, StudyChoices.NONE);
    }

    private Job submitted(Reservation reservation) {
        return store().submit(job(), new Binding(reservation, CONTENT));
    }

    private void refused(Reservation reservation) {
        NewJob late = job();
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> store().submit(late, new Binding(reservation, "late")))
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.IDEMPOTENCY_IN_FLIGHT);
        assertThat(store().find("local", late.id())).isEmpty();
        assertThat(harness().pending(late.id())).isEmpty();
    }

    @Test
    void aReservedKeyIsInFlightUntilItsJobIsThere() {
        Reservation first = reserved();
        assertThat(keys().reserve("local", KEY)).isEqualTo(new InFlight());
        Job job = submitted(first);
        assertThat(find(job.id())).isEqualTo(job);
        assertThat(harness().pending(job.id())).hasSize(1);
        assertThat(keys().reserve("local", KEY)).isEqualTo(new Known(job.id(), CONTENT));
    }

    @Test
    void aKeyBelongsToItsOwner() {
        submitted(reserved());
        assertThat(keys().reserve("other", KEY)).isInstanceOf(Reservation.class);
        assertThat(keys().reserve("local", "K-1!~")).isInstanceOf(Reservation.class);
    }

    @Test
    void aFreedKeyIsFree() {
        Reservation first = reserved();
        keys().free(first);
        Reservation second = reserved();
        assertThat(second.token()).isNotEqualTo(first.token());
        refused(first);
        keys().free(first);
        assertThat(keys().reserve("local", KEY)).isEqualTo(new InFlight());
    }

    @Test
    void aBoundKeyIsNeitherFreedNorRenewedByItsUpload() {
        Reservation first = reserved();
        Job job = submitted(first);
        keys().free(first);
        assertThat(keys().renew(first)).isFalse();
        refused(first);
        assertThat(keys().reserve("local", KEY)).isEqualTo(new Known(job.id(), CONTENT));
    }

    @Test
    void aDeadUploadsKeyIsTakenOverAndItsLateCommitFails() {
        Reservation dead = reserved();
        harness().elapseKeys(KEY_LEASE.plusSeconds(1));
        Reservation heir = reserved();
        assertThat(keys().renew(dead)).isFalse();
        keys().free(dead);
        refused(dead);
        Job job = submitted(heir);
        refused(dead);
        assertThat(keys().reserve("local", KEY)).isEqualTo(new Known(job.id(), CONTENT));
    }

    @Test
    void aRenewedReservationIsNotTakenOver() {
        Reservation first = reserved();
        harness().elapseKeys(KEY_LEASE.minusSeconds(10));
        assertThat(keys().renew(first)).isTrue();
        harness().elapseKeys(KEY_LEASE.minusSeconds(10));
        assertThat(keys().reserve("local", KEY)).isEqualTo(new InFlight());
    }

    @Test
    void anExpiredReservationThatNobodyTookIsStillGood() {
        Reservation slow = reserved();
        harness().elapseKeys(KEY_LEASE.plusSeconds(1));
        Job job = submitted(slow);
        assertThat(keys().reserve("local", KEY)).isEqualTo(new Known(job.id(), CONTENT));
    }

    @Test
    void aKeyIsKeptFor24HoursFromItsSubmit() {
        Reservation first = reserved();
        harness().elapseKeys(KEY_LEASE.minusSeconds(10));
        Job job = submitted(first);
        harness().elapseKeys(KEEP.minusSeconds(10));
        assertThat(keys().reserve("local", KEY)).isEqualTo(new Known(job.id(), CONTENT));
        harness().elapseKeys(Duration.ofSeconds(11));
        assertThat(keys().reserve("local", KEY)).isInstanceOf(Reservation.class);
        assertThat(find(job.id())).isEqualTo(job);
    }

    @Test
    void aFailedJobKeepsItsKeyAndADeletedOneFreesIt() {
        Job job = submitted(reserved());
        store().fail(claim(job.id()), error(ErrorCode.NO_LUNG_FOUND));
        assertThat(keys().reserve("local", KEY)).isEqualTo(new Known(job.id(), CONTENT));
        store().delete("local", job.id());
        assertThat(keys().reserve("local", KEY)).isInstanceOf(Reservation.class);
    }

    @Test
    void onlyWhatIsExpiredIsRemovedAndNoMoreThanTheLimit() {
        submitted(reserved());
        for (int n = 0; n < 5; n++) {
            keys().reserve("local", "r" + n);
        }
        assertThat(keys().removeExpired(100)).isZero();
        harness().elapseKeys(KEY_LEASE.plusSeconds(1));
        keys().reserve("local", "fresh");
        assertThat(keys().removeExpired(3)).isEqualTo(3);
        assertThat(keys().removeExpired(100)).isEqualTo(2);
        assertThat(keys().reserve("local", KEY)).isInstanceOf(Known.class);
        assertThat(keys().reserve("local", "fresh")).isEqualTo(new InFlight());
        harness().elapseKeys(KEEP);
        assertThat(keys().removeExpired(100)).isEqualTo(2);
    }

    @Test
    void oneOfManyAtOnceGetsAFreeKeyAndOneAnExpiredOne() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "race-" + round;
            assertThat(winners(() -> keys().reserve("local", key))).hasSize(1);
            harness().elapseKeys(KEY_LEASE.plusSeconds(1));
            assertThat(winners(() -> keys().reserve("local", key))).hasSize(1);
        }
    }

    @Test
    void manyAtOnceMakeOneJobOfAKey() throws Exception {
        Callable<Object> post = () -> {
            Holding holding = keys().reserve("local", KEY);
            if (holding instanceof Reservation mine) {
                submitted(mine);
            }
            return holding;
        };
        assertThat(winners(post)).hasSize(1);
        assertThat(store().list(query(null, 10)).items()).hasSize(1);
    }

    private static List<Object> winners(Callable<Object> reserve) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Object> all = new ArrayList<>();
            for (Future<Object> each : threads.invokeAll(Collections.nCopies(8, reserve))) {
                all.add(each.get());
            }
            return all.stream().filter(Reservation.class::isInstance).toList();
        } finally {
            threads.shutdownNow();
        }
    }
}
