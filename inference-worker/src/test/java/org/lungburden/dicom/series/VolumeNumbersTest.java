package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesChoiceException;
import org.lungburden.error.SeriesOption;
import org.lungburden.study.Study;
import org.lungburden.testing.TestSlice;

/** A client chooses one of several volumes that share a series. */
class VolumeNumbersTest {
    private static final String CHEST = "1.2.3.10";

    @TempDir
    Path folder;

    /** Slices whose first pixel has so many HU. */
    private static Consumer<TestSlice> phase(int hu, Consumer<TestSlice> change) {
        Consumer<TestSlice> draw = slice -> slice.pixels(hu + 1024, hu, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4095);
        return draw.andThen(change);
    }

    private static Consumer<TestSlice> acquisition(int number) {
        return text(Tag.ACQUISITION_NUMBER, "IS", "" + number);
    }

    /** Written in the order of the numbers, each with 10 HU for its number. */
    private static SeriesUpload acquisitions(int... numbers) {
        SeriesUpload upload = new SeriesUpload();
        for (int number : numbers) {
            upload.series(CHEST, SLICES, phase(10 * number, acquisition(number)));
        }
        return upload;
    }

    private static short firstHu(Study study) {
        return study.scan().hu()[0][0];
    }

    @Test
    void eachPhaseCanBeMeasuredWhateverTheOrderOfTheFiles() throws Exception {
        for (SeriesUpload upload : List.of(acquisitions(2, 9, 10), acquisitions(10, 2, 9))) {
            assertThat(firstHu(upload.read(folder, CHEST + ":1"))).isEqualTo((short) 20);
            assertThat(firstHu(upload.read(folder, CHEST + ":2"))).isEqualTo((short) 90);
            Study last = upload.read(folder, CHEST + ":3");
            assertThat(firstHu(last)).isEqualTo((short) 100);
            assertThat(last.seriesInstanceUid()).isEqualTo(CHEST);
            assertThat(Objects.requireNonNull(last.series()).reason())
                    .isEqualTo("The request asks for this series. It is volume 3 of its series.");
            assertThat(last.quality()).isEmpty();
        }
    }

    @Test
    void theCandidatesTellWhichIsWhich() {
        assertThatThrownBy(() -> acquisitions(7, 5).read(folder, CHEST))
                .isInstanceOfSatisfying(SeriesChoiceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.AMBIGUOUS_SERIES);
                    assertThat(e.detail()).endsWith("behind a colon, such as 1.2.3.10:1.");
                    assertThat(e.candidates())
                            .containsExactly(
                                    new SeriesOption(CHEST, SLICES, 2.0, "a volume, AcquisitionNumber 5", 1),
                                    new SeriesOption(CHEST, SLICES, 2.0, "a volume, AcquisitionNumber 7", 2));
                });
    }

    @Test
    void phasesThatTimesAloneTellApartAreNumberedByThem() throws Exception {
        SeriesUpload upload = new SeriesUpload()
                .series(CHEST, SLICES, phase(50, text(Tag.CONTENT_TIME, "TM", "120500")))
                .series(CHEST, SLICES, phase(40, text(Tag.CONTENT_TIME, "TM", "120100")));
        assertThat(firstHu(upload.read(folder, CHEST + ":2"))).isEqualTo((short) 50);
        assertThatThrownBy(() -> upload.read(folder))
                .isInstanceOfSatisfying(
                        SeriesChoiceException.class,
                        e -> assertThat(e.candidates())
                                .extracting(SeriesOption::reason)
                                .containsExactly("a volume, 0 s after the first", "a volume, 240 s after the first"));
    }

    /** The phase that was acquired first comes first, whatever its percentage or number. */
    @Test
    void theTimeOfAcquisitionComesBeforeNumbers() throws Exception {
        SeriesUpload upload = new SeriesUpload()
                .series(CHEST, SLICES, phase(50, acquisition(1).andThen(text(Tag.ACQUISITION_TIME, "TM", "120500"))))
                .series(CHEST, SLICES, phase(40, acquisition(2).andThen(text(Tag.ACQUISITION_TIME, "TM", "120100"))));
        assertThat(firstHu(upload.read(folder, CHEST + ":1"))).isEqualTo((short) 40);
        assertThat(firstHu(upload.read(folder, CHEST + ":2"))).isEqualTo((short) 50);
    }

    /** When the images were made tells nothing about the order of phases. */
    @Test
    void numbersComeBeforeTheTimeOfReconstruction() throws Exception {
        SeriesUpload upload = new SeriesUpload()
                .series(CHEST, SLICES, phase(50, acquisition(1).andThen(text(Tag.CONTENT_TIME, "TM", "120500"))))
                .series(CHEST, SLICES, phase(40, acquisition(2).andThen(text(Tag.CONTENT_TIME, "TM", "120100"))));
        assertThat(firstHu(upload.read(folder, CHEST + ":1"))).isEqualTo((short) 50);
    }

    /** The standard writes the percentage as a binary number. */
    @Test
    void phasesOfTheHeartAreToldByTheirPercentage() {
        SeriesUpload upload =
                new SeriesUpload().series(CHEST, SLICES, percent(75)).series(CHEST, SLICES, percent(9));
        assertThatThrownBy(() -> upload.read(folder)).isInstanceOfSatisfying(SeriesChoiceException.class, e -> {
            assertThat(e.detail()).contains("NominalPercentageOfCardiacPhase: 9 (12 slices), 75 (12 slices).");
            assertThat(e.candidates())
                    .extracting(SeriesOption::reason)
                    .containsExactly(
                            "a volume, NominalPercentageOfCardiacPhase 9",
                            "a volume, NominalPercentageOfCardiacPhase 75");
        });
    }

    private static Consumer<TestSlice> percent(double value) {
        byte[] bytes = ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array();
        return phase((int) value, slice -> slice.bytes(Tag.NOMINAL_PERCENTAGE_OF_CARDIAC_PHASE, "FD", bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.10:3, The series holds 2 volumes. Choose one of the candidates.",
        "1.2.3.10:x, The series holds 2 volumes. Choose one of the candidates.",
        "1.2.3.11:1, The study holds no CT series with the given SeriesInstanceUID. Choose one of the candidates."
    })
    void aVolumeThatIsNotThereIsTold(String wanted, String sentence) {
        assertThatThrownBy(() -> acquisitions(1, 2).read(folder, wanted)).hasMessage("SERIES_NOT_FOUND: " + sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {CHEST, CHEST + ":1"})
    void aSeriesThatIsOneVolumeIsItsVolume1(String wanted) throws Exception {
        assertThat(acquisitions(1).read(folder, wanted).scan().slices()).isEqualTo(SLICES);
        assertThatThrownBy(() -> acquisitions(1).read(folder, CHEST + ":2"))
                .hasMessage("SERIES_NOT_FOUND: The series holds 1 volume. Choose one of the candidates.");
    }

    /** A few images that lie beside are no volume and get no number. */
    @Test
    void onlyVolumesAreCounted() throws Exception {
        Study study = acquisitions(1)
                .image(CHEST, 300, slice -> slice.u16(Tag.ROWS, 2).pixels(1124, 1, 2, 3, 4, 5, 6, 7))
                .read(folder);
        assertThat(Objects.requireNonNull(study.series()).others())
                .containsExactly(new SeriesOption(CHEST, 1, null, "too few slices"));
    }
}
