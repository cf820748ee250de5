package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungburden.dicom.series.TestUploads.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.file.Tag;
import org.lungburden.study.MemoryCheck;
import org.lungburden.testing.RealCt;
import org.lungburden.testing.TestSlice;

/** Headers cannot make the reader use more memory than the limits allow. */
class ReaderLimitsTest {
    @TempDir
    Path folder;

    @Test
    void aVolumeBeyondTheLimitIsRefusedBeforeItIsMade() throws Exception {
        Path upload = RealCt.zip(
                folder,
                files(TestSlice.series(8, slice -> slice.u16(Tag.ROWS, 8192).u16(Tag.COLUMNS, 8192))));
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 20, 1L << 20, 100);
        assertThatThrownBy(() -> new DicomStudyReader(limits, MemoryCheck.NONE).read(upload, progress -> {}))
                .hasMessageStartingWith("ARCHIVE_TOO_LARGE");
    }

    /** Each file is small, and so is what the archive itself unpacks to. */
    @Test
    void deflatedFilesAreBoundedTogether() throws Exception {
        List<byte[]> files = new ArrayList<>();
        for (TestSlice slice : TestSlice.series(8)) {
            files.add(slice.bytes(0x00091010, "OB", new byte[200_000]).deflatedFile());
        }
        Path upload = RealCt.zip(folder, files);
        ArchiveLimits limits = new ArchiveLimits(100, 1_500_000, 1_500_000, 100);
        assertThatThrownBy(() -> new DicomStudyReader(limits, MemoryCheck.NONE).read(upload, progress -> {}))
                .hasMessageStartingWith("ARCHIVE_TOO_LARGE");
        ArchiveLimits wider = new ArchiveLimits(100, 2_500_000, 1_500_000, 100);
        assertThat(new DicomStudyReader(wider, MemoryCheck.NONE)
                        .read(upload, progress -> {})
                        .scan()
                        .slices())
                .isEqualTo(8);
    }

    /** A few bytes each, but an object each. */
    @Test
    void framesAreBoundedAsFilesAre() throws Exception {
        byte[] items = HexFormat.of().parseHex("feff00e000000000".repeat(101));
        byte[] file = TestSlice.at(0)
                .bytes(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, "SQ", items)
                .file();
        Path upload = RealCt.zip(folder, List.of(file));
        ArchiveLimits limits = new ArchiveLimits(100, 1L << 20, 1L << 20, 100);
        assertThatThrownBy(() -> new DicomStudyReader(limits, MemoryCheck.NONE).read(upload, progress -> {}))
                .hasMessageStartingWith("ARCHIVE_TOO_LARGE");
    }
}
