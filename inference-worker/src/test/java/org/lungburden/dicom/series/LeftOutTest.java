package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.study.Study;
import org.lungburden.testing.TestSlice;

/** What is not measured and could show lung is told. The measured series has slices from 0 to 22 mm. */
class LeftOutTest {
    private static final String CHEST = "1.2.3.10";
    private static final String OTHER = "1.2.3.20";

    @TempDir
    Path folder;

    static Stream<Arguments> leftOut() {
        return Stream.of(
                left(
                        1,
                        "1 image of the series without a place",
                        upload -> upload.image(
                                CHEST,
                                90,
                                slice -> slice.text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\OTHER")
                                        .without(Tag.IMAGE_POSITION_PATIENT))),
                left(
                        9,
                        "9 slices of another phase, reconstruction or grid in the series.",
                        upload -> upload.series(CHEST, 9, text(Tag.ACQUISITION_NUMBER, "IS", "2"))),
                left(
                        10,
                        "10 slices of another phase, reconstruction or grid in the series.",
                        upload -> upload.series(
                                CHEST, 10, slice -> slice.u16(Tag.ROWS, 2).pixels(1124, 1, 2, 3, 4, 5, 6, 7))),
                left(
                        9,
                        "9 slices on the same grid beyond the ends of the scan.",
                        upload -> fromHeight(upload, CHEST, 60, 9, slice -> {})),
                left(
                        5,
                        "5 slices on the same grid beyond the ends of the scan.",
                        upload -> fromHeight(upload, OTHER, 31, 5, slice -> {})),
                left(
                        1,
                        "1 slice on the same grid beyond the ends of the scan.",
                        upload -> upload.image(OTHER, -2, text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.9"))),
                left(
                        14,
                        "9 slices of another phase, reconstruction or grid in the series, 5 slices on the same grid beyond",
                        upload -> fromHeight(
                                upload.series(CHEST, 9, text(Tag.ACQUISITION_NUMBER, "IS", "2")),
                                OTHER,
                                31,
                                5,
                                slice -> {})));
    }

    private static Arguments left(int images, String told, Consumer<SeriesUpload> add) {
        return Arguments.of(images, told, add);
    }

    private static void fromHeight(SeriesUpload upload, String uid, double z, int slices, Consumer<TestSlice> change) {
        for (int k = 0; k < slices; k++) {
            upload.image(uid, z + 3 * k, change);
        }
    }

    @ParameterizedTest
    @MethodSource("leftOut")
    void imagesThatMayShowLungAreTold(int images, String told, Consumer<SeriesUpload> add) throws Exception {
        SeriesUpload upload = new SeriesUpload().series(CHEST, SLICES);
        add.accept(upload);
        Study study = upload.read(folder);
        assertThat(study.scan().slices()).isEqualTo(SLICES);
        assertThat(study.quality()).singleElement().satisfies(flag -> {
            assertThat(flag.code()).isEqualTo("SLICES_LEFT_OUT");
            assertThat(flag.message()).startsWith("Not measured: " + told);
            assertThat(flag.value()).isEqualTo((double) images);
        });
    }

    static Stream<Consumer<SeriesUpload>> harmless() {
        Consumer<TestSlice> localizer = text(Tag.IMAGE_TYPE, "CS", "ORIGINAL\\PRIMARY\\LOCALIZER");
        return Stream.of(
                upload -> upload.series(OTHER, SLICES - 2, text(Tag.PATIENT_ID, "LO", "A")),
                upload -> fromHeight(upload, OTHER, 31, 5, text(Tag.STUDY_INSTANCE_UID, "UI", "1.4")),
                upload -> fromHeight(upload, OTHER, 31, 5, text(Tag.PATIENT_ID, "LO", "B")),
                upload -> fromHeight(upload, OTHER, 31, 5, text(Tag.PIXEL_SPACING, "DS", "0.9\\0.9")),
                upload -> fromHeight(
                        upload,
                        OTHER,
                        31,
                        9,
                        slice -> slice.text(Tag.PATIENT_ID, "LO", "A")
                                .text(Tag.IMAGE_TYPE, "CS", "DERIVED\\SECONDARY\\MPR")),
                upload -> upload.image(CHEST, 90, localizer),
                upload -> upload.image(OTHER, 90, slice -> slice.without(Tag.IMAGE_POSITION_PATIENT)),
                upload -> {
                    for (int n = 0; n < 9; n++) {
                        upload.image(OTHER, 40, slice -> {});
                    }
                });
    }

    /** Other reconstructions, patients and studies, pictures and bolus tracking. */
    @ParameterizedTest
    @MethodSource("harmless")
    void whatCannotBeMoreOfTheLungIsNotTold(Consumer<SeriesUpload> add) throws Exception {
        SeriesUpload upload = new SeriesUpload().series(CHEST, SLICES, text(Tag.PATIENT_ID, "LO", "A"));
        add.accept(upload);
        assertThat(upload.read(folder).quality()).isEmpty();
    }

    @Test
    void copiesAreNotTold() throws Exception {
        assertThat(new SeriesUpload()
                        .series(CHEST, SLICES)
                        .twice(file -> file)
                        .read(folder)
                        .quality())
                .isEmpty();
    }
}
