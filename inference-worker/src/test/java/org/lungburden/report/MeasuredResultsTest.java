package org.lungburden.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.error.SeriesOption;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Vector3;
import org.lungburden.geometry.Volume;
import org.lungburden.measure.Aeration;
import org.lungburden.measure.Amount;
import org.lungburden.measure.Density;
import org.lungburden.measure.Lesion;
import org.lungburden.measure.Lesions;
import org.lungburden.measure.Measurement;
import org.lungburden.measure.Side;
import org.lungburden.measure.Zone;
import org.lungburden.measure.ZoneAmount;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.DicomFacts;
import org.lungburden.study.DicomSource;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.SeriesChoice;
import org.lungburden.study.Study;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class MeasuredResultsTest {
    private static final ResultDocument.Model MODEL = new ResultDocument.Model("net", "1.2", "abc");

    private static final Study STUDY = Study.ofDicom(
            new Volume(new short[4][6], 3, 2, Affine.ofRows(-0.67187, 0, 0, 0, 0, -0.7, 0, 0, 0, 0, 2, 0)),
            facts(null),
            List.of(new QualityFlag("THICK_SLICES", "The slices are thick.", 6.0)));

    private static DicomFacts facts(@Nullable Boolean contrast) {
        return facts(contrast, null, null);
    }

    private static DicomFacts facts(@Nullable Boolean contrast, @Nullable Double thicknessMm, @Nullable String kernel) {
        SeriesChoice choice = new SeriesChoice(
                "It has: more slices.",
                List.of(new SeriesOption("1.2.4", 30, 5.0, "fewer slices"), new SeriesOption(null, 1, null, "x")));
        Vector3 along = new Vector3(1, 0, 0);
        DicomSource.Plane plane = new DicomSource.Plane(along, along, 0.7, 0.67187);
        DicomSource source = new DicomSource(Map.of(), "1.2.3", "1.2.3.9", plane, List.of(), false);
        return new DicomFacts("1.2.3", null, choice, contrast, thicknessMm, kernel, source);
    }

    @Test
    void roundsOnceFromUnroundedNumbers() {
        ResultDocument.Measured document = MeasuredResults.of(STUDY, measured(333), MODEL);

        assertThat(document.volumesMl()).isEqualTo(new ResultDocument.VolumesMl(4.2, 1.82, 2.38, 1.4, 0.466, 1.866));
        assertThat(document.burdenPercent()).isEqualTo(new ResultDocument.BurdenPercent(44.433, 33.333, 11.1));
        assertThat(document.density())
                .containsExactly(
                        new ResultDocument.Density("LUNG", -812.3, 1.1, -900.1, -850.0, -100.9),
                        new ResultDocument.Density("GROUND_GLASS", -610.3, 2.0, -700.0, -610.0, -500.0));
    }

    @Test
    void saysWhatWasReadAndByWhichModel() {
        ResultDocument.Measured document = MeasuredResults.of(STUDY, measured(0), MODEL);

        assertThat(document.study())
                .isEqualTo(new ResultDocument.Study(
                        "DICOM",
                        "1.2.3",
                        null,
                        new ResultDocument.Series(
                                null,
                                "It has: more slices.",
                                List.of(
                                        new SeriesOption("1.2.4", 30, 5.0, "fewer slices"),
                                        new SeriesOption(null, 1, null, "x"))),
                        4,
                        2,
                        3,
                        List.of(0.672, 0.7, 2.0),
                        "UNKNOWN",
                        null,
                        null));
        assertThat(document.quality())
                .containsExactly(new ResultDocument.Quality("THICK_SLICES", "The slices are thick.", 6.0));
        assertThat(document.model()).isEqualTo(MODEL);
    }

    @Test
    void saysHowTheImagesWereReconstructed() {
        Study study = Study.ofDicom(STUDY.scan(), facts(null, 1.24996, "I70f\\2"), List.of());
        ResultDocument.Study document =
                MeasuredResults.of(study, measured(0), MODEL).study();

        assertThat(document.kernel()).isEqualTo("I70f\\2");
        assertThat(document.sliceThicknessMm()).isEqualTo(1.25);
    }

    @Test
    void theDocumentHoldsWhatWasMeasuredAmidWhatTheWorkerKnows() {
        ResultDocument.Measured measured = MeasuredResults.of(STUDY, measured(0), MODEL);
        ResultDocument.Artifact artifact = new ResultDocument.Artifact("a", "b", 1, "c", "d");
        ResultDocument document =
                new ResultDocument("job", "own id", measured, Map.of("DECODING", 5L), List.of(artifact));
        ObjectMapper mapper = new ObjectMapper();
        String json = mapper.writeValueAsString(document);

        assertThat(mapper.readTree(json).propertyNames())
                .containsExactly(
                        "schemaVersion",
                        "jobId",
                        "reference",
                        "study",
                        "volumesMl",
                        "burdenPercent",
                        "regions",
                        "lungs",
                        "severity",
                        "aeration",
                        "density",
                        "histogramHu",
                        "lesions",
                        "quality",
                        "model",
                        "timingsMs",
                        "notice",
                        "artifacts");
        assertThat(document.schemaVersion()).isEqualTo("2.0");
        assertThat(document.notice()).isEqualTo(ResultDocument.NOTICE);
        assertThat(mapper.readValue(json, ResultDocument.class)).isEqualTo(document);
    }

    @Test
    void asJsonAbsentIsAbsentAndUnknownContrastIsAWord() {
        JsonNode json = new ObjectMapper().valueToTree(MeasuredResults.of(STUDY, measured(0), MODEL));

        assertThat(json.toString()).doesNotContain("null");
        assertThat(json.get("study").get("contrastEnhanced").asText()).isEqualTo("UNKNOWN");
        assertThat(json.get("study").has("seriesInstanceUid")).isFalse();
        assertThat(json.get("density"))
                .noneMatch(density -> density.get("of").asText().equals("HIGH_OPACITY"));
        assertThat(json.get("volumesMl").get("rightLung").asDouble()).isEqualTo(2.38);
    }

    private static Measurement measured(long highOpacity) {
        Amount right = new Amount(0.0014, 1700, 800, highOpacity);
        return new Measurement(
                new Amount(0.0014, 3000, 1000, highOpacity),
                right,
                new Amount(0.0014, 1300, 200, 0),
                List.of(new ZoneAmount(Zone.RIGHT_LOWER, right)),
                12.34567,
                new Aeration(
                        List.of(new Aeration.BandAmount(Aeration.Band.POOR, 1.23456, 45.67891, 0.98765)),
                        0.00049,
                        70.12345,
                        0.55555),
                new Density(-812.34999, 1.05, -900.06, -850, -100.94),
                new Density(-860.5, 1, -900, -860, -500),
                new Density(-610.25, 2, -700, -610, -500),
                null,
                new long[] {7, 0, 9},
                new Lesions(
                        3,
                        List.of(new Lesion(
                                2,
                                1.12345,
                                -612.37,
                                new double[] {-20.04, 31, 5.55},
                                Side.RIGHT,
                                Zone.RIGHT_LOWER,
                                true))));
    }

    @Test
    void theMeasuresOfAClinicAreRounded() {
        ResultDocument.Measured document = MeasuredResults.of(STUDY, measured(0), MODEL);

        assertThat(document.regions())
                .containsExactly(new ResultDocument.Region("RIGHT_LOWER", 2.38, 1.12, 0, 47.059, 2));
        assertThat(document.lungs())
                .containsExactly(
                        new ResultDocument.Lung("RIGHT", 2.38, 1.12, 0, 47.059),
                        new ResultDocument.Lung("LEFT", 1.82, 0.28, 0, 15.385));
        assertThat(document.severity()).isEqualTo(new ResultDocument.Severity(2, 4, 33.333, 12.346));
        assertThat(document.aeration())
                .isEqualTo(new ResultDocument.Aeration(
                        List.of(new ResultDocument.Band("POOR", -500, -101, 1.235, 45.679, 0.988)), 0, 70.123, 0.556));
        assertThat(document.histogramHu()).isEqualTo(new ResultDocument.HistogramHu(-1024, 16, List.of(7L, 0L, 9L)));
        assertThat(document.lesions())
                .isEqualTo(new ResultDocument.Lesions(
                        3,
                        List.of(new ResultDocument.Lesion(
                                2, 1.123, -612.4, List.of(-20.0, 31.0, 5.6), "RIGHT", "RIGHT_LOWER", true))));
    }

    @Test
    void contrastMediumLeavesNoMass() {
        Study enhanced = Study.ofDicom(STUDY.scan(), facts(true), List.of());
        ResultDocument.Aeration aeration =
                requireNonNull(MeasuredResults.of(enhanced, measured(0), MODEL).aeration());

        assertThat(aeration.lungMassG()).isNull();
        assertThat(aeration.bands()).allMatch(band -> band.massG() == null);
    }

    @Test
    void contrastMediumThatOnlyThePixelsShowLeavesNoMassEither() {
        Study seen = Study.ofDicom(
                STUDY.scan(), facts(null), List.of(new QualityFlag("CONTRAST", "The blood is bright.", 48.0)));
        ResultDocument.Aeration aeration =
                requireNonNull(MeasuredResults.of(seen, measured(0), MODEL).aeration());

        assertThat(aeration.lungMassG()).isNull();
        assertThat(aeration.bands()).allMatch(band -> band.massG() == null);
        assertThat(requireNonNull(MeasuredResults.of(STUDY, measured(0), MODEL).aeration())
                        .lungMassG())
                .isNotNull();
    }
}
