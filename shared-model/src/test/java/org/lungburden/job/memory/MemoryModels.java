package org.lungburden.job.memory;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.ModelRegistry;

/** Holds the newest manifest. */
public final class MemoryModels implements ModelRegistry {
    private volatile @Nullable String manifest;

    public void clear() {
        manifest = null;
    }

    @Override
    public void register(String name, String version, String sha256, String manifestJson) {
        manifest = manifestJson;
    }

    @Override
    public Optional<String> newest() {
        return Optional.ofNullable(manifest);
    }
}
