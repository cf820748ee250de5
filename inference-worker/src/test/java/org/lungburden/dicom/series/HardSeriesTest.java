package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.study.MemoryCheck;
import org.lungburden.testing.RealCt;

/** Series that are no volume, collected by dicom2nifti. */
class HardSeriesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "gantrytilting/001, TOO_FEW_SLICES", // four slices of a tilted head scan
        "notavolume/001, DUPLICATE_SLICES", // bolus monitoring: one place, four times
        "sliceincrement/001, MISSING_SLICES", // 5, 5 and 10 mm
        "sliceincrement/002, MISSING_SLICES", // the same with a tilted gantry
        "sliceorientation/001, NO_CT_IMAGES", // MR
        "slicecount/001, NO_CT_IMAGES", // MR
    })
    void areToldByCode(String series, String code) throws Exception {
        Path upload = RealCt.zip(
                folder,
                RealCt.members(RealCt.file("dicom/odd-files.zip"), "hard-series/" + series + "/")
                        .values());
        assertThatThrownBy(() ->
                        new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(upload, progress -> {}))
                .hasMessageStartingWith(code);
    }

    @ParameterizedTest
    @CsvSource({"dicom/single-slices-contrast-tag.zip, TOO_FEW_SLICES", "dicom/odd-files.zip, AMBIGUOUS_SERIES"})
    void wholeUploadsAreToldByCode(String upload, String code) {
        Path file = RealCt.file(upload);
        assertThatThrownBy(() ->
                        new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(file, progress -> {}))
                .hasMessageStartingWith(code);
    }
}
