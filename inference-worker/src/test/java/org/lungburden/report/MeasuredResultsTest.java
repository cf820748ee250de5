package org.lungburden.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Volume;
import org.lungburden.measure.Measurement;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.lungburden.study.StudyFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class MeasuredResultsTest {
    private static final ResultDocument.Model MODEL = new ResultDocument.Model("net", "1.2", "abc");

    private static final Study STUDY = new Study(
            StudyFormat.DICOM,
            new Volume(new short[4][6], 3, 2, Affine.ofRows(-0.67187, 0, 0, 0, 0, -0.7, 0, 0, 0, 0, 2, 0)),
            "1.2.3",
            null,
            null,
            null,
            List.of(new QualityFlag("THICK_SLICES", "The slices are thick.", 6.0)));

    @Test
    void roundsOnceFromUnroundedNumbers() {
        ResultDocument.Measured document = MeasuredResults.of(
                STUDY, new Measurement(0.0014, 1000, 333, 3000, 1700, 1300, -812.34999, -610.25, null), MODEL);

        assertThat(document.volumesMl()).isEqualTo(new ResultDocument.VolumesMl(4.2, 1.82, 2.38, 1.4, 0.466, 1.866));
        assertThat(document.burdenPercent()).isEqualTo(new ResultDocument.BurdenPercent(44.433, 33.333, 11.1));
        assertThat(document.densityHu()).isEqualTo(new ResultDocument.DensityHu(-812.3, -610.3, null));
    }

    @Test
    void saysWhatWasReadAndByWhichModel() {
        ResultDocument.Measured document = MeasuredResults.of(STUDY, measured(), MODEL);

        assertThat(document.study())
                .isEqualTo(
                        new ResultDocument.Study("DICOM", "1.2.3", null, 4, 2, 3, List.of(0.672, 0.7, 2.0), "UNKNOWN"));
        assertThat(document.quality())
                .containsExactly(new ResultDocument.Quality("THICK_SLICES", "The slices are thick.", 6.0));
        assertThat(document.model()).isEqualTo(MODEL);
        assertThat(document.regions()).isEmpty();
    }

    @Test
    void theDocumentHoldsWhatWasMeasuredAmidWhatTheWorkerKnows() {
        ResultDocument.Measured measured = MeasuredResults.of(STUDY, measured(), MODEL);
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
                        "densityHu",
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
        JsonNode json = new ObjectMapper().valueToTree(MeasuredResults.of(STUDY, measured(), MODEL));

        assertThat(json.toString()).doesNotContain("null");
        assertThat(json.get("study").get("contrastEnhanced").asText()).isEqualTo("UNKNOWN");
        assertThat(json.get("study").has("seriesInstanceUid")).isFalse();
        assertThat(json.get("densityHu").has("highOpacity")).isFalse();
        assertThat(json.get("regions").isEmpty()).isTrue();
        assertThat(json.get("volumesMl").get("rightLung").asDouble()).isEqualTo(2.38);
    }

    private static Measurement measured() {
        return new Measurement(0.0014, 1000, 0, 3000, 1700, 1300, -812, -610.0, null);
    }
}
