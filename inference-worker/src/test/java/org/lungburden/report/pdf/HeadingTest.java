package org.lungburden.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.dicom.file.Tag;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Vector3;
import org.lungburden.geometry.Volume;
import org.lungburden.study.DicomFacts;
import org.lungburden.study.DicomSource;
import org.lungburden.study.NiftiCodes;
import org.lungburden.study.SeriesChoice;
import org.lungburden.study.Study;

class HeadingTest {
    private static final Disclosure ALL = new Disclosure(true, true);
    private static final Volume SCAN =
            new Volume(new short[1][1], 1, 1, Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0));

    private static Study study(Map<Integer, String> values) {
        Map<Integer, byte[]> attributes = new HashMap<>();
        values.forEach((tag, value) -> attributes.put(tag, value.getBytes(StandardCharsets.ISO_8859_1)));
        DicomSource.Plane plane = new DicomSource.Plane(new Vector3(1, 0, 0), new Vector3(0, 1, 0), 1, 1);
        DicomSource source = new DicomSource(attributes, "1.4", "1.5", plane, List.of(), false);
        DicomFacts facts = new DicomFacts(null, null, new SeriesChoice("a", List.of()), null, null, null, source);
        return Study.ofDicom(SCAN, facts, List.of());
    }

    private static final Study PATIENT = study(Map.of(
            Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100",
            Tag.PATIENT_NAME, "M\u00fcller^J\u00f6rg^Maria ",
            Tag.PATIENT_ID, "4711",
            Tag.PATIENT_BIRTH_DATE, "19500131",
            Tag.STUDY_DATE, "20200301",
            Tag.ACQUISITION_DATE, "20200302"));

    @Test
    void tellsOnlyWhatMayBeTold() {
        assertThat(Heading.of(PATIENT, Disclosure.NONE)).isEqualTo(Heading.NONE);
        assertThat(Heading.of(PATIENT, new Disclosure(true, false))).isEqualTo(new Heading("2020-03-01", null));
        assertThat(Heading.of(PATIENT, new Disclosure(false, true)))
                .isEqualTo(new Heading(null, "Patient M\u00fcller, J\u00f6rg Maria, ID 4711, born 1950-01-31"));
    }

    @Test
    void anotherDateStandsInForThatOfTheStudy() {
        assertThat(Heading.of(study(Map.of(Tag.STUDY_DATE, "", Tag.ACQUISITION_DATE, "20200302")), ALL)
                        .scanDate())
                .isEqualTo("2020-03-02");
        assertThat(Heading.of(study(Map.of(Tag.SERIES_DATE, "1993.08.22")), ALL).scanDate())
                .isEqualTo("1993-08-22");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20200230", "202003", "anonymized", "", "2020-03-01"})
    void whatIsNoDateIsLeftOut(String date) {
        assertThat(Heading.of(study(Map.of(Tag.STUDY_DATE, date)), ALL).scanDate())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Adams^John Robert Quincy^^Rev.^B.A. M.Div.,'Patient Adams, John Robert Quincy Rev. B.A. M.Div.'",
        "Madonna,Patient Madonna",
        "=Yamada^Tarou=x,'Patient Yamada, Tarou'",
        "^Jane,Patient Jane"
    })
    void aNameIsReadAsPeopleWriteIt(String name, String written) {
        assertThat(Heading.of(study(Map.of(Tag.PATIENT_NAME, name)), ALL).patient())
                .isEqualTo(written);
    }

    @Test
    void emptyNamesTellNothing() {
        assertThat(Heading.of(study(Map.of(Tag.PATIENT_NAME, "^^", Tag.PATIENT_ID, "  ")), ALL))
                .isEqualTo(Heading.NONE);
        NiftiCodes codes = new NiftiCodes(1, 1, new float[8], new float[6], new float[12], 2);
        assertThat(Heading.of(Study.ofNifti(SCAN, codes, List.of()), ALL)).isEqualTo(Heading.NONE);
    }
}
