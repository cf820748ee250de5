package org.lungburden.dicom.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.file.Tag;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.Study;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.TestSlice;

/** Uploads of single slices. */
final class TestUploads {
    private TestUploads() {}

    static Study read(Path folder, List<byte[]> files) throws IOException {
        return new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(RealCt.zip(folder, files), progress -> {});
    }

    static List<byte[]> files(List<TestSlice> series) {
        return new ArrayList<>(series.stream().map(TestSlice::file).toList());
    }

    /** Slices with Instance Numbers from 1 on. */
    static List<TestSlice> numbered(int slices) {
        List<TestSlice> series = TestSlice.series(slices);
        for (int k = 0; k < slices; k++) {
            series.get(k).text(Tag.INSTANCE_NUMBER, "IS", "" + (k + 1));
        }
        return series;
    }

    /** Another image at the same place. */
    static TestSlice another(TestSlice slice) {
        return slice.pixels(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1).without(Tag.SOP_INSTANCE_UID);
    }
}
