package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesChoiceException;
import org.lungburden.error.SeriesOption;
import org.lungburden.study.Study;

/** Which series is measured when patients, studies or the client decide. */
class SeriesSelectionTest {
    private static final String CHEST = "1.2.3.10";
    private static final String OTHER = "1.2.3.2";

    @TempDir
    Path folder;

    @Test
    void twoPatientsOrTwoStudiesAreAmbiguous() {
        SeriesUpload patients = new SeriesUpload()
                .series(CHEST, SLICES, text(Tag.PATIENT_ID, "LO", "Miller"))
                .series(OTHER, SLICES, text(Tag.PATIENT_ID, "LO", "Baker"));
        assertThatThrownBy(() -> patients.read(folder)).isInstanceOfSatisfying(SeriesChoiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.AMBIGUOUS_SERIES);
            assertThat(e.detail())
                    .isEqualTo("Not measured: the upload holds CT series of 2 patients (PatientID): 12 slices "
                            + "of 2 mm (StudyInstanceUID ends in 1.2.3), 12 slices of 2 mm (StudyInstanceUID ends in "
                            + "1.2.3). Choose one with seriesInstanceUid.");
            assertThat(e.candidates())
                    .containsExactly(
                            new SeriesOption(CHEST, SLICES, 2.0, "a volume"),
                            new SeriesOption(OTHER, SLICES, 2.0, "a volume"));
        });
        SeriesUpload studies = new SeriesUpload()
                .series(CHEST, SLICES)
                .series(OTHER, SLICES, text(Tag.STUDY_INSTANCE_UID, "UI", "1.4"));
        assertThatThrownBy(() -> studies.read(folder))
                .hasMessageContaining(
                        "CT series of 2 studies (StudyInstanceUID): 12 slices "
                                + "of 2 mm (StudyInstanceUID ends in 1.2.3), 12 slices of 2 mm (StudyInstanceUID ends in 1.4).");
    }

    /** A report or a scout of another study is no reason to refuse the scan. */
    @Test
    void onlyVolumesOfAnotherStudyAreAmbiguous() throws Exception {
        Study study = new SeriesUpload()
                .series(CHEST, SLICES)
                .series(OTHER, 2, text(Tag.STUDY_INSTANCE_UID, "UI", "1.4"))
                .read(folder);
        assertThat(study.seriesInstanceUid()).isEqualTo(CHEST);
    }

    @Test
    void theClientChooses() throws Exception {
        SeriesUpload upload = new SeriesUpload()
                .series(CHEST, SLICES)
                .series(OTHER, SLICES - 2, text(Tag.STUDY_INSTANCE_UID, "UI", "1.4"));
        Study study = upload.read(folder, OTHER);
        assertThat(study.seriesInstanceUid()).isEqualTo(OTHER);
        assertThat(study.scan().slices()).isEqualTo(SLICES - 2);
        assertThat(Objects.requireNonNull(study.series()).reason()).isEqualTo("The request asks for this series.");
        assertThatThrownBy(() -> upload.read(folder, "1.2.3.999"))
                .isInstanceOfSatisfying(SeriesChoiceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SERIES_NOT_FOUND);
                    assertThat(e.candidates())
                            .extracting(SeriesOption::seriesInstanceUid)
                            .containsExactly(CHEST, OTHER);
                });
    }

    @Test
    void aChosenSeriesThatIsNoVolumeSaysWhy() {
        SeriesUpload upload = new SeriesUpload().series(CHEST, SLICES).series(OTHER, 3);
        assertThatThrownBy(() -> upload.read(folder, OTHER)).hasMessageStartingWith("TOO_FEW_SLICES");
    }
}
