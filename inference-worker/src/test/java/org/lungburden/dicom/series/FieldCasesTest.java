package org.lungburden.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

    /** Given with their right answers in the shared data. */
    @ParameterizedTest
    @ValueSource(strings = {"series-bolus-tracking", "series-uid-per-slice"})
    void otherSeriesDoNotDisturb(String name) throws Exception {
        Study base = read("base-24-slices-of-60");
        Study study = read(name);
        assertThat(study.scan().hu()).isDeepEqualTo(base.scan().hu());
        assertThat(study.scan().affine().rows())
                .containsExactly(base.scan().affine().rows(), within(1e-9));
    }

    @Test
    void identicalCopiesAreMerged() throws Exception {
        Study study = read("identical-copies");
        assertThat(study.scan().slices()).isEqualTo(12);
        assertThat(study.scan().affine().at(2, 2)).isEqualTo(10, within(1e-9));
    }

    @Test
    void roundedPositionsAreEven() throws Exception {
        Study study = read("spacing-1.25-rounded-0.1");
        assertThat(study.scan().slices()).isEqualTo(40);
        assertThat(study.scan().affine().at(2, 2)).isEqualTo(1.25, within(0.001));
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
