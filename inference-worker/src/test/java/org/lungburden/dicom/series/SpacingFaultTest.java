package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.dicom.series.TestUploads.another;
import static org.lungburden.dicom.series.TestUploads.files;
import static org.lungburden.dicom.series.TestUploads.numbered;
import static org.lungburden.dicom.series.TestUploads.read;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.dicom.file.Tag;
import org.lungburden.testing.TestSlice;

/** A sentence tells where slices are missing, double or beside their place. */
class SpacingFaultTest {
    @TempDir
    Path folder;

    @Test
    void namesTheGapsAndTheSlices() {
        List<TestSlice> series = numbered(14);
        series.subList(3, 5).clear();
        series.remove(8);
        assertSentence(
                series,
                "MISSING_SLICES: Not measured: 3 slices are missing between z 4 and 10 mm (InstanceNumber 3 and 6), "
                        + "between z 18 and 22 mm (InstanceNumber 10 and 12). Send the whole series.");
        List<TestSlice> one = TestSlice.series(14);
        one.remove(4);
        assertSentence(
                one, "MISSING_SLICES: Not measured: 1 slice is missing between z 6 and 10 mm. Send the whole series.");
    }

    @Test
    void namesTheSliceBesideItsPlace() {
        List<TestSlice> series = numbered(20);
        series.get(10).text(Tag.IMAGE_POSITION_PATIENT, "DS", "10\\20\\20.9");
        assertSentence(
                series,
                "UNEVEN_SPACING: Not measured: the slices are not evenly spaced. On a grid of 2 mm these lie beside "
                        + "their place: z 20.9 mm (InstanceNumber 11) by 0.85 mm. Send a series with one slice "
                        + "distance.");
    }

    /** The fitted grid would accuse all slices but this one. */
    @Test
    void namesTheSliceAtAnEndThatLiesBesideItsPlace() {
        List<TestSlice> series = numbered(20);
        series.get(19).text(Tag.IMAGE_POSITION_PATIENT, "DS", "10\\20\\37");
        assertSentence(
                series,
                "UNEVEN_SPACING: Not measured: the slices are not evenly spaced. They lie 2 mm apart, but the one at an "
                        + "end, z 37 mm (InstanceNumber 20), lies 1 mm from the next. Leave it out, or send a series with one "
                        + "slice distance.");
        List<TestSlice> first = numbered(20);
        first.get(0).text(Tag.IMAGE_POSITION_PATIENT, "DS", "10\\20\\1");
        assertThatThrownBy(() -> read(folder, files(first)))
                .hasMessageContaining("z 1 mm (InstanceNumber 1), lies 1 mm from the next.");
    }

    @Test
    void namesTheSlicesAtOnePlace() {
        List<TestSlice> series = numbered(10);
        numbered(10).subList(4, 9).forEach(slice -> series.add(another(slice)));
        assertSentence(
                series,
                "DUPLICATE_SLICES: Not measured: several different slices lie at one place: z 8 mm (InstanceNumber 5 "
                        + "and 5), z 10 mm (InstanceNumber 6 and 6), z 12 mm (InstanceNumber 7 and 7) and at 2 more "
                        + "places. Send one scan or one phase of the scan alone.");
    }

    @Test
    void namesPositionsThatAreAllTheSame() {
        List<TestSlice> series = numbered(10);
        for (int k = 0; k < 10; k++) {
            series.get(k)
                    .text(Tag.IMAGE_POSITION_PATIENT, "DS", "0\\0\\0")
                    .pixels(1124, k, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4095);
        }
        assertSentence(
                series,
                "DUPLICATE_SLICES: Not measured: ImagePositionPatient is the same in all slices, so nothing tells their "
                        + "order and distance. Export the series again from the archive, with the scanner's "
                        + "ImagePositionPatient.");
    }

    @Test
    void namesImagesOfOnePlace() {
        List<TestSlice> series = numbered(10);
        for (int k = 0; k < 10; k++) {
            series.get(k)
                    .text(Tag.IMAGE_POSITION_PATIENT, "DS", "-180\\-160\\-42.5")
                    .pixels(1124, k, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4095);
        }
        assertSentence(
                series,
                "DUPLICATE_SLICES: Not measured: all 10 images lie at one place (ImagePositionPatient), as those that "
                        + "watch for the arrival of contrast medium do (bolus tracking), and are no scan. Send the scan "
                        + "of the chest.");
    }

    /** 1.25 mm, rounded to whole mm: no slice is missing. */
    @Test
    void namesCoarseRounding() {
        List<TestSlice> series = numbered(40);
        for (int k = 0; k < 40; k++) {
            series.get(k).text(Tag.IMAGE_POSITION_PATIENT, "DS", "10\\20\\" + Math.round(1.25 * k));
        }
        assertSentence(
                series,
                "UNEVEN_SPACING: Not measured: ImagePositionPatient is rounded too coarsely for slices about 1.26 mm "
                        + "apart, though no InstanceNumber is missing. Export the series again, with all decimals of "
                        + "ImagePositionPatient.");
        series.remove(20);
        assertThatThrownBy(() -> read(folder, files(series))).hasMessageStartingWith("MISSING_SLICES");
    }

    @Test
    void namesWhereTheDistanceChanges() {
        List<TestSlice> series = numbered(16);
        series.removeIf(slice -> series.indexOf(slice) > 8 && series.indexOf(slice) % 2 == 1);
        assertSentence(
                series,
                "UNEVEN_SPACING: Not measured: the slice distance changes from 2 mm to 4 mm at z 16 mm "
                        + "(InstanceNumber 9). Send a series with one slice distance.");
    }

    private void assertSentence(List<TestSlice> series, String sentence) {
        assertThatThrownBy(() -> read(folder, files(series))).hasMessage(sentence);
    }
}
