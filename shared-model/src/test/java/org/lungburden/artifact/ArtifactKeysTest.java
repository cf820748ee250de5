package org.lungburden.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactKeysTest {
    private static final String ID = "0f0e0d0c-0b0a-0908-0706-050403020100";
    private static final UUID JOB = UUID.fromString(ID);
    private static final UUID TOKEN = UUID.fromString("1f1e1d1c-1b1a-1918-1716-151413121110");

    @Test
    void keysAreOfTheDocumentedForm() {
        assertThat(ArtifactKeys.upload(JOB)).isEqualTo("uploads/" + ID);
        assertThat(ArtifactKeys.file(JOB, 12, TOKEN, "a")).isEqualTo("jobs/" + ID + "/12-" + TOKEN + "/a");
        assertThat(ArtifactKeys.file(JOB, 12, null, "a")).isEqualTo("jobs/" + ID + "/12/a");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keysTellWhoseTheyAre(boolean token) {
        String file = ArtifactKeys.file(JOB, 12, token ? TOKEN : null, "labels.nii.gz");
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
