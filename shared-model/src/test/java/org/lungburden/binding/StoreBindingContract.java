package org.lungburden.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.database.Installation;
import org.lungburden.error.InvalidSettingException;

/** One store and several databases, on every kind of store. */
@Timeout(60)
abstract class StoreBindingContract {
    private final Database ours = new Database();
    private final Database other = new Database();

    /** An empty store. */
    protected abstract ArtifactStore store();

    private StoreBinding binding(Database database) {
        return new StoreBinding(store(), database);
    }

    private void put(String key) throws IOException {
        store().put(key, new ByteArrayInputStream(new byte[] {1}), 1);
    }

    private void assertRefused(Database database, boolean adopt) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> binding(database).claim(adopt))
                .withMessageContaining("lungburden.artifacts.location");
    }

    private List<String> marks() throws IOException {
        try (Stream<String> keys = store().keys("store/")) {
            return keys.toList();
        }
    }

    @Test
    void anEmptyStoreBecomesWhoseComesFirst() throws IOException {
        assertThat(binding(ours).check()).isFalse();
        assertThat(binding(ours).confirmed()).isFalse();
        binding(ours).claim(false);
        binding(ours).claim(false);
        assertThat(binding(ours).check()).isTrue();
        assertThat(binding(ours).confirmed()).isTrue();
        assertThat(binding(other).confirmed()).isFalse();
        assertRefused(other, false);
        assertRefused(other, true);
        assertThat(marks()).containsExactly("store/owner/" + ours.id);
    }

    @Test
    void aStoreFromBeforeTheMarkIsTakenByTheDatabaseThatKnowsItsFiles() throws IOException {
        UUID known = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            put(ArtifactKeys.upload(UUID.randomUUID()));
        }
        put(ArtifactKeys.file(known, 1, null, "labels.nii.gz"));
        assertRefused(other, false);
        assertThat(marks()).isEmpty();
        ours.jobs.add(known);
        binding(ours).claim(false);
        assertThat(binding(ours).confirmed()).isTrue();
    }

    /** It carries its origin's id, and the store's files look to it like those of no job. */
    @Test
    void aRestoredDumpDoesNotGetTheStoreOfItsOrigin() throws IOException {
        Database origin = new Database(UUID.randomUUID(), "7001");
        Database copy = new Database(origin.id, "7002");
        copy.hasStore = true;
        binding(origin).claim(false);
        assertRefused(copy, false);
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> binding(copy).check());
        assertThat(binding(copy).confirmed()).isFalse();
        assertThat(binding(origin).confirmed()).isTrue();
        binding(copy).claim(true);
        assertThat(binding(copy).confirmed()).isTrue();
        assertThat(binding(origin).confirmed()).isFalse();
    }

    @Test
    void aStoreOfAnEarlierVersionGetsTheMarkOfItsCluster() throws IOException {
        Database before = new Database();
        binding(before).claim(false);
        Database now = new Database(before.id, "7001");
        now.hasStore = true;
        assertThat(binding(now).confirmed()).isFalse();
        binding(now).claim(false);
        assertThat(binding(now).confirmed()).isTrue();
        assertThat(binding(before).confirmed()).isTrue();
    }

    @Test
    void filesThatNobodyKnowsAreTakenOverOnlyWhenToldTo() throws IOException {
        put(ArtifactKeys.upload(UUID.randomUUID()));
        assertRefused(ours, false);
        binding(ours).claim(true);
        assertThat(binding(ours).confirmed()).isTrue();
    }

    @Test
    void anEmptyStoreIsNotTakenInPlaceOfTheOneThatTheDatabaseHas() throws IOException {
        ours.hasStore = true;
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> binding(ours).claim(false))
                .withMessageContaining("lungburden.artifacts.adopt");
        assertThat(marks()).isEmpty();
        binding(ours).claim(true);
        assertThat(binding(ours).confirmed()).isTrue();
    }

    @Test
    void theDatabaseRemembersThatItHasAStore() throws IOException {
        binding(ours).claim(false);
        assertThat(ours.hasStore).isTrue();
        ours.hasStore = false;
        binding(ours).claim(false);
        assertThat(ours.hasStore).as("a database from before").isTrue();
    }

    @Test
    void filesThatTheServiceDoesNotWriteAreNobodys() throws IOException {
        put("readme.txt");
        put("uploads/readme.txt");
        binding(ours).claim(false);
        assertThat(binding(ours).confirmed()).isTrue();
    }

    @Test
    void aSecondMarkEndsTheTrust() throws IOException {
        binding(ours).claim(false);
        put("store/owner/" + other.id);
        assertThat(binding(ours).confirmed()).isFalse();
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> binding(ours).check());
    }

    @Test
    void atMostOneOfTwoDatabasesThatComeAtOnceHasTheStore() throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Set<UUID> winners = Collections.synchronizedSet(new HashSet<>());
        Callable<Void> one = () -> claim(together, ours, winners);
        Callable<Void> another = () -> claim(together, other, winners);
        try {
            for (Future<Void> done : threads.invokeAll(List.of(one, another, one, another))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(binding(ours).confirmed() && binding(other).confirmed()).isFalse();
        // Who was let in while the other came may go on, but removes nothing.
        if (winners.size() != 1) {
            assertThat(binding(ours).confirmed()).isFalse();
            assertThat(binding(other).confirmed()).isFalse();
        }
    }

    private Void claim(CyclicBarrier together, Database database, Set<UUID> winners) throws Exception {
        together.await();
        try {
            binding(database).claim(false);
            winners.add(database.id);
        } catch (InvalidSettingException e) {
            assertThat(e).hasMessageContaining("another");
        }
        return null;
    }

    private static final class Database implements Installation {
        private final UUID id;
        private final @Nullable String cluster;

        Database() {
            this(UUID.randomUUID(), null);
        }

        Database(UUID id, @Nullable String cluster) {
            this.id = id;
            this.cluster = cluster;
        }

        @Override
        public Optional<String> cluster() {
            return Optional.ofNullable(cluster);
        }

        private final Set<UUID> jobs = new HashSet<>();
        private volatile boolean hasStore;

        @Override
        public boolean hasStore() {
            return hasStore;
        }

        @Override
        public void storeIsSetUp() {
            hasStore = true;
        }

        @Override
        public UUID id() {
            return id;
        }

        @Override
        public boolean knowsAny(Collection<UUID> jobIds) {
            return jobIds.stream().anyMatch(jobs::contains);
        }
    }
}
