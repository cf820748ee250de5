package org.lungburden.api.upload.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.artifact.file.FileArtifactStore;
import org.lungburden.job.JobStore;
import org.lungburden.job.NewJob;
import org.lungburden.job.StudyChoices;
import org.lungburden.job.Upload;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.util.unit.DataSize;

class DiscardedUploadsTest {
    private static final RuntimeException CUT =
            new DataAccessResourceFailureException("cut off", new SQLException("read timed out", "08006"));
    private static final NewJob JOB = new NewJob(
            UUID.randomUUID(),
            "local",
            new Upload("uploads/1", 1, "00", Upload.Format.ZIP),
            null,
            null,
            null,
            StudyChoices.NONE);

    @TempDir
    Path folder;

    private DiscardedUploads discards;
    private int asked;

    @BeforeEach
    void store() throws IOException {
        FileArtifactStore artifacts = new FileArtifactStore(folder, DataSize.ofBytes(0));
        artifacts.create();
        artifacts.put("uploads/1", new ByteArrayInputStream(new byte[1]), 1);
        JobStore jobs = (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    asked++;
                    return Optional.empty();
                });
        discards = new DiscardedUploads(artifacts, jobs);
    }

    @Test
    void aRowThatIsNotThereNeedsNoUpload() {
        assertThatThrownBy(() -> discards.settle(JOB, CUT, Duration.ofMillis(10)))
                .isSameAs(CUT);
        assertThat(asked).isEqualTo(1);
        assertThat(folder.resolve("uploads/1")).doesNotExist();
    }

    /** The statement has waited for the socket's timeout, and another wait would be told after more than 5 s. */
    @Test
    void aDatabaseThatHangsIsNotAskedAgainAndTheSweepGetsTheUpload() {
        assertThatThrownBy(() -> discards.settle(JOB, CUT, Duration.ofSeconds(4)))
                .isSameAs(CUT);
        assertThat(asked).isZero();
        assertThat(Files.exists(folder.resolve("uploads/1"))).isTrue();
    }

    @Test
    void aSlowSubmitThatFailedOtherwiseIsSettled() {
        RuntimeException failure = new DataIntegrityViolationException("duplicate key");
        assertThatThrownBy(() -> discards.settle(JOB, failure, Duration.ofSeconds(4)))
                .isSameAs(failure);
        assertThat(folder.resolve("uploads/1")).doesNotExist();
    }
}
