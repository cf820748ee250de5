package org.lungburden.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactKeysTest {
    private static final String ID = "0f0e0d0c-0b0a-0908-0706-050403020100";
    private static final UUID JOB = UUID.fromString(ID);

    @Test
    void keysAreOfTheDocumentedForm() {
        assertThat(ArtifactKeys.upload(JOB)).isEqualTo("uploads/" + ID);
        assertThat(ArtifactKeys.file(JOB, 12, "labels.nii.gz")).isEqualTo("jobs/" + ID + "/12/labels.nii.gz");
    }

    @Test
    void keysTellWhoseTheyAre() {
        String file = ArtifactKeys.file(JOB, 12, "labels.nii.gz");
        assertThat(ArtifactKeys.uploadOf(ArtifactKeys.upload(JOB))).contains(JOB);
        assertThat(ArtifactKeys.attemptOf(file)).contains(new AttemptFile(file, JOB, 12));
        assertThat(ArtifactKeys.jobOf(file)).contains(JOB);
        assertThat(ArtifactKeys.uploadOf(file)).isEmpty();
        assertThat(ArtifactKeys.attemptOf(ArtifactKeys.upload(JOB))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"uploads/x", "uploads/" + ID + ".bak", "uploads/deep/" + ID, "elsewhere/" + ID})
    void otherKeysAreNobodys(String key) {
        assertThat(ArtifactKeys.uploadOf(key)).isEmpty();
        assertThat(ArtifactKeys.attemptOf(key)).isEmpty();
        assertThat(ArtifactKeys.jobOf(key)).isEmpty();
    }
}
