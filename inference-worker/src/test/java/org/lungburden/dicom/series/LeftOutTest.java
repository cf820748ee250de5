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

/** What is not measured and could show lung is told. The measured series has slices from 0 to 22 mm, and ends in tips of lung. */
class LeftOutTest {
    private static final String CHEST = "1.2.3.10";
    private static final String OTHER = "1.2.3.20";
    private static final Consumer<TestSlice> PATIENT = text(Tag.PATIENT_ID, "LO", "A");
    private static final String CORONAL = "1\\0\\0\\0\\0\\-1";

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
                                abdomen(slice -> slice.text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY\\OTHER")
                                        .without(Tag.IMAGE_POSITION_PATIENT)))),
                left(
                        1,
                        "1 slice of the series with another ImageOrientationPatient.",
                        upload -> upload.image(CHEST, 24, abdomen(turned()))),
                left(
                        3,
                        "3 slices beyond the ends of the scan, which end in lung.",
                        upload -> fromHeight(upload, CHEST, -9, 9, lungs(text(Tag.ACQUISITION_NUMBER, "IS", "2")))),
                left(
                        1,
                        "1 slice beyond the ends of the scan",
                        upload -> upload.image(CHEST, 24, slice -> TestLungs.draw(slice, 6, 6, 20, false))),
                left(
                        9,
                        "9 slices beyond the ends of the scan",
                        upload -> fromHeight(upload, OTHER, 60, 9, abdomen(slice -> {}))),
                left(
                        1,
                        "1 slice beyond the ends of the scan",
                        upload -> upload.image(OTHER, -2, abdomen(text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.9")))),
                left(
                        2,
                        "1 slice of the series with another ImageOrientationPatient, 1 slice beyond the ends of the scan",
                        upload -> upload.image(CHEST, 24, abdomen(turned()))
                                .image(OTHER, -2, abdomen(text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.9")))));
    }

    private static Arguments left(int images, String told, Consumer<SeriesUpload> add) {
        return Arguments.of(images, told, add);
    }

    private static Consumer<TestSlice> lungs(Consumer<TestSlice> change) {
        Consumer<TestSlice> draw = TestLungs::draw;
        return draw.andThen(PATIENT).andThen(change);
    }

    /** On the grid of the chest, without lung. */
    private static Consumer<TestSlice> abdomen(Consumer<TestSlice> change) {
        Consumer<TestSlice> draw = slice -> TestLungs.draw(slice, 0, 0, 32, false);
        return draw.andThen(PATIENT).andThen(change);
    }

    private static Consumer<TestSlice> turned() {
        return text(Tag.IMAGE_ORIENTATION_PATIENT, "DS", CORONAL);
    }

    private static void fromHeight(SeriesUpload upload, String uid, double z, int slices, Consumer<TestSlice> change) {
        for (int k = 0; k < slices; k++) {
            upload.image(uid, z + 3 * k, change);
        }
    }

    /** @param end draws the first and the last slice */
    private static SeriesUpload chest(Consumer<TestSlice> end) {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < SLICES; k++) {
            Consumer<TestSlice> draw = k == 0 || k == SLICES - 1 ? end : TestLungs::draw;
            upload.image(CHEST, 2 * k, draw.andThen(PATIENT));
        }
        return upload;
    }

    @ParameterizedTest
    @MethodSource("leftOut")
    void imagesThatMayShowLungAreTold(int images, String told, Consumer<SeriesUpload> add) throws Exception {
        SeriesUpload upload = chest(TestLungs::drawTip);
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
                upload -> upload.series(OTHER, SLICES - 2, lungs(slice -> {})),
                upload -> upload.series(CHEST, SLICES - 2, lungs(text(Tag.ACQUISITION_NUMBER, "IS", "2"))),
                upload -> upload.image(CHEST, 7, slice -> TestLungs.draw(slice, 6, 6, 20, false)),
                upload -> fromHeight(upload, OTHER, 31, 5, abdomen(text(Tag.STUDY_INSTANCE_UID, "UI", "1.4"))),
                upload -> fromHeight(upload, OTHER, 31, 5, abdomen(text(Tag.PATIENT_ID, "LO", "B"))),
                upload -> fromHeight(upload, OTHER, 31, 5, abdomen(text(Tag.PIXEL_SPACING, "DS", "9\\9"))),
                upload -> fromHeight(
                        upload, OTHER, 31, 9, abdomen(text(Tag.IMAGE_TYPE, "CS", "DERIVED\\SECONDARY\\MPR"))),
                upload -> upload.image(CHEST, 90, abdomen(localizer)),
                upload -> upload.image(CHEST, 90, slice -> {
                    TestLungs.draw(slice, 0, 0, 28, false);
                    turned().accept(slice);
                }),
                upload -> {
                    for (int n = 0; n < 9; n++) {
                        int y = n;
                        upload.image(CHEST, 90, abdomen(turned().andThen(position("0\\" + y + "\\90"))));
                    }
                },
                upload -> upload.image(
                        CHEST,
                        90,
                        abdomen(slice -> slice.text(Tag.IMAGE_TYPE, "CS", "DERIVED\\SECONDARY")
                                .without(Tag.IMAGE_POSITION_PATIENT))),
                upload -> upload.image(OTHER, 90, slice -> slice.without(Tag.IMAGE_POSITION_PATIENT)),
                upload -> {
                    for (int n = 0; n < 9; n++) {
                        upload.image(OTHER, 40, slice -> {});
                    }
                });
    }

    private static Consumer<TestSlice> position(String mm) {
        return text(Tag.IMAGE_POSITION_PATIENT, "DS", mm);
    }

    /** Other reconstructions, patients and studies, scouts, reformats, pictures and bolus tracking. */
    @ParameterizedTest
    @MethodSource("harmless")
    void whatCannotBeMoreOfTheLungIsNotTold(Consumer<SeriesUpload> add) throws Exception {
        SeriesUpload upload = chest(TestLungs::drawTip);
        add.accept(upload);
        Study study = upload.read(folder);
        assertThat(study.scan().slices()).isEqualTo(SLICES);
        assertThat(study.quality()).isEmpty();
    }

    /** A scan of the whole body is no loss for one that shows the whole lungs. */
    @Test
    void slicesBeyondTheEndOfTheLungsAreNotTold() throws Exception {
        SeriesUpload upload = chest(slice -> TestLungs.draw(slice, 0, 0, 32, false));
        fromHeight(upload, OTHER, -60, 15, abdomen(text(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.9")));
        assertThat(upload.read(folder).quality()).isEmpty();
    }

    @Test
    void copiesAreNotTold() throws Exception {
        assertThat(chest(TestLungs::drawTip).twice(file -> file).read(folder).quality())
                .isEmpty();
    }
}
