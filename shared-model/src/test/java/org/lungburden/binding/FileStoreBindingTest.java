package org.lungburden.binding;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.file.FileArtifactStore;
import org.springframework.util.unit.DataSize;

class FileStoreBindingTest extends StoreBindingContract {
    @TempDir
    private Path folder;

    @Override
    protected ArtifactStore store() {
        try {
            return new FileArtifactStore(folder, DataSize.ofBytes(0));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
