package org.lungburden.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.file.FileArtifactStore;
import org.lungburden.database.Installation;
import org.springframework.util.unit.DataSize;

class FileStoreBindingTest extends StoreBindingContract {
    @TempDir
    private Path folder;

    @BeforeEach
    void create() throws IOException {
        store().create();
    }

    @Override
    protected ArtifactStore store() {
        return new FileArtifactStore(folder, DataSize.ofBytes(0));
    }

    /** Else what is not mounted looks like an empty store to all who read, and jobs fail for want of their uploads. */
    @Test
    void nothingIsMadeWhereTheStoreIsNotMounted() {
        Path away = folder.resolve("away");
        ArtifactStore store = new FileArtifactStore(away, DataSize.ofBytes(0));
        StoreBinding binding = new StoreBinding(store, new HasStore());
        assertThatIOException().isThrownBy(() -> binding.claim(false));
        assertThatIOException().isThrownBy(binding::check);
        assertThatIOException().isThrownBy(() -> store.put("jobs/1/1/a", new ByteArrayInputStream(new byte[1]), 1));
        assertThat(Files.exists(away)).isFalse();
    }

    private record HasStore() implements Installation {
        @Override
        public UUID id() {
            return new UUID(0, 0);
        }

        @Override
        public Optional<String> cluster() {
            return Optional.empty();
        }

        @Override
        public boolean hasStore() {
            return true;
        }

        @Override
        public void storeIsSetUp() {
            throw new AssertionError();
        }

        @Override
        public boolean knowsAny(Collection<UUID> jobIds) {
            return false;
        }
    }
}
