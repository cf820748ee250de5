package org.lungburden.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileChoiceTest {

    @Test
    void defaultLeavesOutWhatIsMadeOnRequest() {
        assertThat(FileChoice.of("default"))
                .hasValueSatisfying(choice -> assertThat(choice.files())
                        .extracting(KnownFile::fileName)
                        .containsExactlyInAnyOrder(
                                "labels.nii.gz",
                                "overlay.png",
                                "report.pdf",
                                "measurements.csv",
                                "segmentation.dcm",
                                "measurements.dcm"));
    }

    @Test
    void allHoldsEachFile() {
        assertThat(FileChoice.of("all"))
                .hasValueSatisfying(choice -> assertThat(choice.files()).containsExactlyInAnyOrder(KnownFile.values()));
    }

    @Test
    void aListNamesFiles() {
        assertThat(FileChoice.of("image.nii.gz,labels.nii.gz"))
                .contains(new FileChoice(Set.of(KnownFile.LABELS, KnownFile.IMAGE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "labels.nii.gz,",
                "labels.nii.gz, image.nii.gz",
                "none",
                "ALL",
                "all,labels.nii.gz",
                "../labels.nii.gz"
            })
    void aWordThatNamesNoFileIsNoChoice(String text) {
        assertThat(FileChoice.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "all", "labels.nii.gz", "labels.nii.gz,image.nii.gz"})
    void theTextIsReadAsTheSameChoice(String text) {
        assertThat(FileChoice.of(text)).hasValueSatisfying(choice -> {
            assertThat(choice.text()).isEqualTo(text);
            assertThat(FileChoice.of(choice.text())).contains(choice);
        });
    }
}
