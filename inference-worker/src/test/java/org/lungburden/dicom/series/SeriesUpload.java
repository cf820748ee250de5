package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.Study;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.TestSlice;

/** An upload of several drawn series. */
final class SeriesUpload {
    static final int SLICES = 12;

    private final List<byte[]> files = new ArrayList<>();
    private int images;

    /** Slices 2 mm apart, each with pixels and an SOP Instance UID of its own. */
    SeriesUpload series(String uid, int slices, Consumer<TestSlice> change) {
        return series(uid, slices, 2, change);
    }

    SeriesUpload series(String uid, int slices, double stepMm, Consumer<TestSlice> change) {
        for (int k = 0; k < slices; k++) {
            image(uid, k * stepMm, change);
        }
        return this;
    }

    SeriesUpload series(String uid, int slices) {
        return series(uid, slices, slice -> {});
    }

    SeriesUpload image(String uid, double z, Consumer<TestSlice> change) {
        images++;
        TestSlice slice = TestSlice.at(z)
                .text(Tag.SERIES_INSTANCE_UID, "UI", uid)
                .text(Tag.SOP_INSTANCE_UID, "UI", "1.2.9." + images)
                .pixels(1124, images, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4095);
        change.accept(slice);
        files.add(slice.file());
        return this;
    }

    /** Slices 2 mm apart of one series, each changed by its number. */
    static SeriesUpload slices(String uid, int slices, BiConsumer<Integer, TestSlice> change) {
        SeriesUpload upload = new SeriesUpload();
        for (int k = 0; k < slices; k++) {
            int n = k;
            upload.image(uid, 2 * k, slice -> change.accept(n, slice));
        }
        return upload;
    }

    /** The files once more. */
    SeriesUpload twice(UnaryOperator<byte[]> change) {
        List.copyOf(files).forEach(file -> files.add(change.apply(file)));
        return this;
    }

    List<byte[]> files() {
        return files;
    }

    Study read(Path folder) throws IOException {
        return read(folder, null);
    }

    Study read(Path folder, @Nullable String wanted) throws IOException {
        Path zip = RealCt.zip(Files.createDirectories(folder), files);
        return new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(zip, wanted, progress -> {});
    }

    void assertRefused(Path folder, ErrorCode code) {
        assertThatThrownBy(() -> read(folder))
                .isInstanceOfSatisfying(
                        CodedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    static Consumer<TestSlice> text(int tag, String vr, String value) {
        return slice -> slice.text(tag, vr, value);
    }
}
