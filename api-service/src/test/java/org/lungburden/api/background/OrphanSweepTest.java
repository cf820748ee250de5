package org.lungburden.api.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.MemoryArtifactStore;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.AttemptFile;
import org.lungburden.job.memory.MemoryIdempotencyKeys;
import org.lungburden.job.upkeep.Orphans;
import org.lungburden.job.upkeep.Outbox;
import org.lungburden.job.upkeep.PurgeSettings;
import org.lungburden.job.upkeep.Purges;
import org.lungburden.job.upkeep.SweepLease;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OrphanSweepTest {
    private static final Duration GRACE = Duration.ofHours(1);
    private static final Duration RETENTION = Duration.ofDays(7);

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final MemoryArtifactStore artifacts = new MemoryArtifactStore();
    private boolean ours = true;
    private final FakeOrphans orphans = new FakeOrphans();
    private final FakeOutbox outbox = new FakeOutbox();
    private final FakeLease lease = new FakeLease();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final OrphanSweep sweep = sweep(settings(Map.of()));

    private OrphanSweep sweep(SweepSettings settings) {
        return new OrphanSweep(
                artifacts,
                () -> ours,
                orphans,
                lease,
                outbox,
                new MemoryIdempotencyKeys(clock),
                settings,
                clock,
                registry);
    }

    private static SweepSettings settings(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("lungburden.sweep", SweepSettings.class);
    }

    private UUID upload(Duration age) {
        UUID id = UUID.randomUUID();
        artifacts.add(ArtifactKeys.upload(id), now.minus(age));
        return id;
    }

    @Test
    void onlyUploadsBeyondTheGraceAreAskedFor() {
        UUID old = upload(GRACE.plusSeconds(1));
        upload(GRACE);
        sweep.round();
        assertThat(orphans.abandoned).containsExactly(old);
    }

    @Test
    void whoIsAloneGivesNoGraceToWhatWasThereBefore() {
        UUID before = upload(Duration.ofSeconds(1));
        sweep.aloneFromNow();
        Instant start = now;
        now = now.plusSeconds(60);
        upload(Duration.ofSeconds(60));
        sweep.round();
        assertThat(orphans.abandoned).containsExactly(before);
        assertThat(artifacts.unfinishedBefore()).isEqualTo(start);
        now = now.plus(GRACE);
        sweep.round();
        assertThat(artifacts.unfinishedBefore()).isEqualTo(now.minus(GRACE));
    }

    @Test
    void nothingGoesFromAStoreOfAnotherDatabase() {
        upload(GRACE.plusSeconds(1));
        artifacts.add(ArtifactKeys.file(UUID.randomUUID(), 1, null, "a"), now);
        outbox.old = 1;
        ours = false;
        sweep.round();
        assertThat(orphans.questions).isZero();
        assertThat(orphans.asked).isEmpty();
        assertThat(artifacts.unfinishedBefore()).isNull();
        assertThat(outbox.old).isZero();
    }

    @Test
    void unfinishedPutsBeyondTheGraceGo() {
        sweep.round();
        assertThat(artifacts.unfinishedBefore()).isEqualTo(now.minus(GRACE));
    }

    @Test
    void uploadsOfJobsThatEndedLongAgoGo() {
        UUID spent = upload(RETENTION.plusSeconds(1));
        UUID needed = upload(RETENTION.plusSeconds(1));
        UUID young = upload(RETENTION);
        orphans.finished.addAll(Set.of(spent, young));
        sweep.round();
        assertThat(orphans.finishedBefore).isEqualTo(now.minus(RETENTION));
        assertThat(artifacts.keys(ArtifactKeys.UPLOADS))
                .containsExactlyInAnyOrder(ArtifactKeys.upload(needed), ArtifactKeys.upload(young));
    }

    @Test
    void uploadsAreGivenUpAFewAtATime() {
        for (int i = 0; i < 45; i++) {
            orphans.finished.add(upload(RETENTION.plusSeconds(1)));
        }
        sweep.round();
        assertThat(orphans.mostSpent).isEqualTo(20);
        assertThat(artifacts.keys(ArtifactKeys.UPLOADS)).isEmpty();
    }

    @Test
    void filesOfLostAttemptsGoAndNoOther() {
        UUID id = UUID.randomUUID();
        String lost = ArtifactKeys.file(id, 1, null, "labels.nii.gz");
        String kept = ArtifactKeys.file(id, 12, null, "labels.nii.gz");
        artifacts.add(lost, now);
        artifacts.add(kept, now);
        orphans.lost.add(lost);
        sweep.round();
        assertThat(artifacts.keys("")).containsExactly(kept);
        assertThat(orphans.asked)
                .containsExactlyInAnyOrder(new AttemptFile(lost, id, 1), new AttemptFile(kept, id, 12));
    }

    @Test
    void filesThatTheServiceDoesNotWriteAreLeftAlone() {
        String id = "0f0e0d0c-0b0a-0908-0706-050403020100";
        for (String key : List.of(
                "uploads/x",
                "uploads/" + id + ".bak",
                "uploads/" + id.toUpperCase(java.util.Locale.ROOT),
                "uploads/deep/" + id,
                "jobs/" + id + "/labels.nii.gz",
                "jobs/" + id + "/0/a",
                "jobs/" + id + "/1/deep/a",
                "jobs/" + id + "/12345678901/a",
                "elsewhere/" + id)) {
            artifacts.add(key, Instant.EPOCH);
        }
        sweep.round();
        assertThat(orphans.abandoned).isEmpty();
        assertThat(orphans.asked).isEmpty();
    }

    @Test
    void rowsAreAskedOnceForEachBatchOfFiles() {
        for (int i = 0; i < 1001; i++) {
            upload(GRACE.plusSeconds(1));
        }
        sweep(settings(Map.of("lungburden.sweep.largest-share", "1"))).round();
        assertThat(orphans.abandoned).hasSize(1001);
        assertThat(orphans.questions).isEqualTo(6);
    }

    @Test
    void aStoreOfWhichTooMuchWouldGoIsLeftAlone() {
        UUID job = UUID.randomUUID();
        for (int i = 0; i < 900; i++) {
            artifacts.add(ArtifactKeys.file(job, 1, null, "kept" + i), now);
        }
        for (int i = 0; i < 101; i++) {
            String key = ArtifactKeys.file(job, 2, null, "lost" + i);
            artifacts.add(key, now);
            orphans.lost.add(key);
        }
        sweep.round();
        assertThat(artifacts.keys("")).hasSize(1001);
        assertThat(registry.get("lungburden.sweep.refused").gauge().value()).isEqualTo(101);
        for (int i = 900; i < 910; i++) {
            artifacts.add(ArtifactKeys.file(job, 1, null, "kept" + i), now);
        }
        sweep.round();
        assertThat(artifacts.keys("")).hasSize(910);
        assertThat(registry.get("lungburden.sweep.refused").gauge().value()).isZero();
    }

    @Test
    void aHundredFilesGoWhateverTheirShare() {
        for (int i = 0; i < 100; i++) {
            upload(GRACE.plusSeconds(1));
        }
        sweep.round();
        assertThat(orphans.abandoned).hasSize(100);
    }

    @Test
    void onlyTheHolderOfTheLeaseListsTheStore() {
        upload(GRACE.plusSeconds(1));
        outbox.old = 1;
        lease.free = false;
        sweep.round();
        assertThat(orphans.abandoned).isEmpty();
        assertThat(artifacts.unfinishedBefore()).isNull();
        assertThat(outbox.old).isZero();
        lease.free = true;
        lease.left = 2;
        sweep.round();
        assertThat(orphans.abandoned).isEmpty();
        sweep.aloneFromNow();
        sweep.round();
        assertThat(orphans.abandoned).hasSize(1);
    }

    @Test
    void whoStopsGivesTheLeaseBack() {
        sweep.round();
        assertThat(lease.givenBack).isFalse();
        sweep.stop();
        assertThat(lease.givenBack).isTrue();
    }

    @Test
    void whatFailsHoldsUpNothingElse() {
        UUID id = UUID.randomUUID();
        String undeletable = ArtifactKeys.file(id, 1, null, "a");
        String deletable = ArtifactKeys.file(id, 1, null, "b");
        orphans.lost.addAll(List.of(undeletable, deletable));
        orphans.lost.forEach(key -> artifacts.add(key, now));
        upload(GRACE.plusSeconds(1));
        artifacts.failDelete(undeletable);
        orphans.failAbandon = true;
        sweep.round();
        assertThat(artifacts.keys(ArtifactKeys.JOBS)).containsExactly(undeletable);
        assertThat(outbox.calls).isPositive();
    }

    @Test
    void sentMessagesGoInBatchesUntilNoneIsLeft() {
        outbox.old = 450;
        sweep.round();
        assertThat(outbox.old).isZero();
        assertThat(outbox.age).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void leftoversGoWithoutGraceAndTheirPurgesAtOnce() {
        UUID upload = upload(Duration.ofMillis(1));
        PurgerTest.FakePurges purges = new PurgerTest.FakePurges();
        PurgeSettings settings = PurgerTest.settings(Map.of());
        CleanupAtStart leftovers = new CleanupAtStart(sweep, new Purger(purges, artifacts, settings), purges);
        orphans.purges = purges;
        leftovers.removeAtStart();
        assertThat(purges.alone).isTrue();
        assertThat(purges.done).containsExactly(upload);
        assertThat(artifacts.isEmpty()).isTrue();
        purges.broken = true;
        leftovers.removeAtStart();
    }

    private static final class FakeOrphans implements Orphans {
        private final List<UUID> abandoned = new ArrayList<>();
        private final Set<UUID> finished = new HashSet<>();
        private final Set<String> lost = new HashSet<>();
        private final Set<AttemptFile> asked = new HashSet<>();
        private PurgerTest.@Nullable FakePurges purges;
        private @Nullable Instant finishedBefore;
        private boolean failAbandon;
        private int questions;
        private int mostSpent;

        @Override
        public int abandon(Collection<UUID> jobIds) {
            if (failAbandon) {
                throw new IllegalStateException("no database");
            }
            questions++;
            abandoned.addAll(jobIds);
            if (purges != null) {
                for (UUID id : jobIds) {
                    purges.due.add(new Purges.Round(id, ArtifactKeys.upload(id), true, 1));
                }
            }
            return jobIds.size();
        }

        @Override
        public List<UUID> unknown(Collection<UUID> jobIds) {
            return List.copyOf(jobIds);
        }

        @Override
        public List<UUID> spend(Instant time, Collection<UUID> jobIds) {
            finishedBefore = time;
            mostSpent = Math.max(mostSpent, jobIds.size());
            return jobIds.stream().filter(finished::contains).toList();
        }

        @Override
        public List<AttemptFile> lostOfTasks(Collection<AttemptFile> files) {
            return List.of();
        }

        @Override
        public List<String> lostLabels(Collection<String> keys) {
            return List.of();
        }

        @Override
        public List<AttemptFile> lost(Collection<AttemptFile> files) {
            asked.addAll(files);
            return files.stream().filter(file -> lost.contains(file.key())).toList();
        }
    }

    private static final class FakeLease implements SweepLease {
        private boolean free = true;
        private int left = Integer.MAX_VALUE;
        private boolean givenBack;

        @Override
        public boolean take(Duration time) {
            return free && left-- > 0;
        }

        @Override
        public void takeOver(Duration time) {
            free = true;
            left = Integer.MAX_VALUE;
        }

        @Override
        public void giveBack() {
            givenBack = true;
        }
    }

    private static final class FakeOutbox implements Outbox {
        private int old;
        private int calls;
        private @Nullable Duration age;

        @Override
        public int relay(int limit, Consumer<List<UUID>> publisher) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int removeSent(Duration sentFor, int limit) {
            calls++;
            age = sentFor;
            int removed = Math.min(old, limit);
            old -= removed;
            return removed;
        }

        @Override
        public Registration onWritten(Runnable listener) {
            throw new UnsupportedOperationException();
        }
    }
}
