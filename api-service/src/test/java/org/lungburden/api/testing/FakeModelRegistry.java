package org.lungburden.api.testing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.ModelRegistry;

/** Holds one manifest. */
public final class FakeModelRegistry implements ModelRegistry {
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
