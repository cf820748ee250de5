package org.lungburden.binding;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.s3.S3ArtifactStore;
import org.lungburden.artifact.s3.S3Server;
import org.lungburden.artifact.s3.TestSettings;

@SuppressWarnings("NullAway.Init") // set by open
class S3StoreBindingIT extends StoreBindingContract {
    private S3ArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        String bucket = "bucket-" + UUID.randomUUID();
        S3Server.shared().makeBucket(bucket);
        store = new S3ArtifactStore(
                "s3://" + bucket, TestSettings.of(S3Server.shared().properties()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected ArtifactStore store() {
        return store;
    }
}
