package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.testing.RealCt;

/** One phantom in the odd forms that scanners, archives and anonymizers write, from public reports. */
class FieldCasesTest {
    @ParameterizedTest
    @CsvSource({
        "comma-rescale, HEADER_REPAIRED",
        "implicit-file-meta, HEADER_REPAIRED",
        "vr-missing-in-one-element, HEADER_REPAIRED",
        "sop-class-scrambled, HEADER_REPAIRED",
        "no-rescale, RESCALE_ASSUMED",
    })
    void whatIsClearIsReadWithANote(String name, String flag) throws Exception {
        assertSameAsBase(name);
        assertThat(read(name).quality()).extracting(QualityFlag::code).contains(flag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rescale-type-hounsfield-unit", "jpeg2000-lossless", "jpeg-ls-lossless"})
    void otherFormsAreReadAsTheyAre(String name) throws Exception {
        assertSameAsBase(name);
        assertThat(read(name).quality())
                .extracting(QualityFlag::code)
                .isEqualTo(read("base-24-slices-of-60").quality().stream()
                        .map(QualityFlag::code)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"no-pixel-spacing, CORRUPT_IMAGE: An image has no PixelSpacing"})
    void whatIsMissingIsNamed(String name, String message) {
        // outside of the assertion, which would take a test that is skipped for a failure
        Path file = file(name);
        assertThatThrownBy(() -> read(file)).hasMessageStartingWith(message);
    }

    private static void assertSameAsBase(String name) throws Exception {
        Study base = read("base-24-slices-of-60");
        Study study = read(name);
        assertThat(study.scan().hu()).isDeepEqualTo(base.scan().hu());
        assertThat(study.scan().affine().rows()).isEqualTo(base.scan().affine().rows());
    }

    private static Path file(String name) {
        return RealCt.file("field-cases/" + name + ".zip");
    }

    private static Study read(String name) throws Exception {
        return read(file(name));
    }

    private static Study read(Path file) throws Exception {
        return new DicomStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE).read(file, progress -> {});
    }
}
