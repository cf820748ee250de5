package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;

/** Who sends too little learns which series was meant, what else was there and what to do. */
class FewSlicesTest {
    private static final String CHEST = "1.2.3.1234567";
    private static final String OTHER = "1.2.3.20";

    @TempDir
    Path folder;

    @Test
    void theOnlySeriesIsNamed() {
        assertTold(
                new SeriesUpload().series(CHEST, 7),
                "TOO_FEW_SLICES: Not measured: the only CT series of the upload (SeriesInstanceUID ends in 234567) has 7"
                        + " slices; a volume needs at least 8. Send all slices of one scan of the chest.");
        assertTold(
                new SeriesUpload().series(CHEST, 1, text(Tag.SERIES_NUMBER, "IS", "3")),
                "TOO_FEW_SLICES: Not measured: the only CT series of the upload (SeriesNumber 3) has 1 slice; a volume"
                        + " needs at least 8. Send all slices of one scan of the chest.");
    }

    /** Text that an export wrote there could be a name. */
    @Test
    void aNumberThatIsNoneIsNotRepeated() {
        assertThatThrownBy(() -> new SeriesUpload()
                        .series(CHEST, 7, text(Tag.SERIES_NUMBER, "IS", "Miller"))
                        .read(folder))
                .hasMessageContaining("upload (SeriesInstanceUID ends in 234567) has");
    }

    @Test
    void whatElseTheUploadHoldsIsTold() {
        SeriesUpload upload = new SeriesUpload()
                .series(CHEST, 7, text(Tag.SERIES_NUMBER, "IS", "3"))
                .series(OTHER, 2)
                .image("1.2.3.60", 90, slice -> slice.without(Tag.IMAGE_POSITION_PATIENT))
                .image("1.2.3.30", 90, text(Tag.IMAGE_TYPE, "CS", "ORIGINAL\\PRIMARY\\LOCALIZER"))
                .image(
                        "1.2.3.40",
                        90,
                        slice -> slice.text(Tag.MODALITY, "CS", "PT")
                                .text(
                                        Tag.SOP_CLASS_UID,
                                        "UI",
                                        Uid.CT_IMAGE_STORAGE.replace(
                                                "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.128")));
        for (int n = 0; n < 5; n++) {
            upload.image("1.2.3.50", 40, slice -> {});
        }
        assertTold(
                upload,
                "TOO_FEW_SLICES: Not measured: the longest CT series of the upload (SeriesNumber 3) has 7 slices; a volume"
                        + " needs at least 8. The upload also holds 2 images (too few slices), 5 images (all images at"
                        + " one place), 1 image without a place (ImagePositionPatient, ImageOrientationPatient or"
                        + " PixelSpacing), 1 localizer or color picture, 1 DICOM file of other kinds than CT images."
                        + " Send all slices of one scan of the chest.");
        assertThatThrownBy(() -> upload.read(folder, OTHER))
                .hasMessageContaining("the series that was asked for (SeriesInstanceUID ends in 2.3.20) has 2 slices");
    }

    @Test
    void manySeriesAreCounted() {
        SeriesUpload upload = new SeriesUpload().series(CHEST, 7);
        for (int n = 0; n < 6; n++) {
            double mm = 0.5 + n / 10.0;
            upload.series("1.2.4." + n, 2, text(Tag.PIXEL_SPACING, "DS", mm + "\\" + mm));
        }
        assertThatThrownBy(() -> upload.read(folder))
                .hasMessageContaining("2 images (too few slices) and 2 more series. Send");
    }

    private void assertTold(SeriesUpload upload, String sentence) {
        assertThatThrownBy(() -> upload.read(folder)).hasMessage(sentence);
    }
}
