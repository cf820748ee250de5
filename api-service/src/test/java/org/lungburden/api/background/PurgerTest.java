package org.lungburden.api.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.MemoryArtifactStore;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.job.upkeep.PurgeSettings;
import org.lungburden.job.upkeep.Purges;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PurgerTest {
    private final MemoryArtifactStore artifacts = new MemoryArtifactStore();
    private final FakePurges purges = new FakePurges();
    private final Purger purger = new Purger(purges, artifacts, settings(Map.of()));

    static PurgeSettings settings(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("lungburden.purge", PurgeSettings.class);
    }

    private UUID stored() {
        UUID id = UUID.randomUUID();
        artifacts.add(ArtifactKeys.upload(id), new byte[] {1});
        artifacts.add(ArtifactKeys.file(id, 1, null, "labels.nii.gz"), new byte[] {2});
        artifacts.add(ArtifactKeys.file(id, 2, null, "overlay.png"), new byte[] {3});
        return id;
    }

    private UUID deleted() {
        UUID id = stored();
        purges.due.add(new Purges.Round(id, ArtifactKeys.upload(id), true, 1));
        return id;
    }

    private List<String> keysOf(UUID id) {
        try (Stream<String> keys = artifacts.keys("")) {
            return keys.filter(key -> key.contains(id.toString())).toList();
        }
    }

    @Test
    void removesEveryFileOfADeletedJobAndNoOther() {
        UUID deleted = deleted();
        UUID other = stored();
        purger.round();
        assertThat(keysOf(deleted)).isEmpty();
        assertThat(keysOf(other)).hasSize(3);
        assertThat(purges.done).containsExactly(deleted);
    }

    @Test
    void takesAllThatAreDueInOneRound() {
        for (int i = 0; i < 50; i++) {
            deleted();
        }
        purger.round();
        assertThat(artifacts.isEmpty()).isTrue();
        assertThat(purges.done).hasSize(50);
    }

    @Test
    void oneThatFailsIsNotDoneAndHoldsUpNoOther() {
        UUID bad = deleted();
        UUID good = deleted();
        artifacts.failDelete(ArtifactKeys.file(bad, 2, null, "overlay.png"));
        purger.round();
        assertThat(keysOf(good)).isEmpty();
        assertThat(purges.done).containsExactly(good);
        artifacts.failDelete(null);
        purges.due.add(new Purges.Round(bad, ArtifactKeys.upload(bad), true, 2));
        purger.round();
        assertThat(keysOf(bad)).isEmpty();
        assertThat(purges.done).containsExactly(good, bad);
    }

    @Test
    void databaseThatFailsIsAskedAgainInTheNextRound() {
        UUID first = deleted();
        UUID second = deleted();
        purges.broken = true;
        purger.round();
        assertThat(keysOf(first)).hasSize(3);
        purges.broken = false;
        purges.doneFails = first;
        purger.round();
        assertThat(purges.done).containsExactly(second);
    }

    static final class FakePurges implements Purges {
        final List<Round> due = new ArrayList<>();
        final List<UUID> done = new ArrayList<>();
        boolean broken;
        boolean alone;
        private UUID doneFails = new UUID(0, 0);

        @Override
        public List<Round> take(int limit) {
            if (broken) {
                throw new IllegalStateException("no database");
            }
            List<Round> first = due.subList(0, Math.min(limit, due.size()));
            List<Round> taken = List.copyOf(first);
            first.clear();
            return taken;
        }

        @Override
        public void done(Round round) {
            if (round.jobId().equals(doneFails)) {
                throw new IllegalStateException("no database");
            }
            done.add(round.jobId());
        }

        @Override
        public void allDueAtStart() {
            if (broken) {
                throw new IllegalStateException("no database");
            }
            alone = true;
        }
    }
}
