package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.dicom.series.SeriesUpload.SLICES;
import static org.lungburden.dicom.series.SeriesUpload.text;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.ErrorCode;
import org.lungburden.testing.TestSlice;

/** An upload may hold an image twice. */
class IdenticalCopiesTest {
    private static final String CHEST = "1.2.3.10";
    private static final String OTHER = "1.2.3.2";

    @TempDir
    Path folder;

    @Test
    void identicalFilesAreOneSlice() throws Exception {
        assertThat(new SeriesUpload()
                        .series(CHEST, SLICES)
                        .twice(file -> file)
                        .read(folder)
                        .scan()
                        .slices())
                .isEqualTo(SLICES);
    }

    static Stream<Consumer<TestSlice>> uids() {
        return Stream.of(slice -> slice.without(Tag.SOP_INSTANCE_UID), text(Tag.SOP_INSTANCE_UID, "UI", "1.2.3"));
    }

    /** Without a UID that proves it, equal Hounsfield units do. */
    @ParameterizedTest
    @MethodSource("uids")
    void equalPixelsAreOneSlice(Consumer<TestSlice> uid) throws Exception {
        SeriesUpload upload = new SeriesUpload().series(CHEST, SLICES, uid).twice(file -> file.clone());
        assertThat(upload.read(folder).scan().slices()).isEqualTo(SLICES);
    }

    @ParameterizedTest
    @MethodSource("uids")
    void differentPixelsAtOnePlaceAreNoCopies(Consumer<TestSlice> uid) {
        assertCode(
                new SeriesUpload().series(CHEST, SLICES, uid).series(CHEST, SLICES, uid), ErrorCode.DUPLICATE_SLICES);
    }

    /** An archive sends a series twice under two UIDs. */
    @Test
    void equalSeriesAreNotAmbiguous() throws Exception {
        SeriesUpload upload = new SeriesUpload();
        for (String uid : List.of(OTHER, CHEST)) {
            for (int k = 0; k < SLICES; k++) {
                int value = k;
                upload.image(uid, 2 * k, slice -> slice.pixels(1124, value, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4095));
            }
        }
        assertThat(upload.read(folder).seriesInstanceUid()).isEqualTo(CHEST);
    }

    private void assertCode(SeriesUpload upload, ErrorCode code) {
        upload.assertRefused(folder, code);
    }
}
