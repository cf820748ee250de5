package org.lungburden.api.agreement;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.LabelFiles;
import org.lungburden.artifact.Sha256;
import org.lungburden.audit.AuditRecord;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.revision.Agreements.Corrected;
import org.lungburden.job.revision.Agreements.Volumes;
import org.lungburden.statistics.Confusion;
import tools.jackson.databind.JsonNode;

class AgreementTest {
    private final ApiServer server = ApiServer.shared();

    @BeforeEach
    void forget() {
        server.revisions.clear();
    }

    /** @param both voxels of ground glass on both sides; as many are ground glass on one side alone */
    private UUID corrected(double automaticMl, double correctedMl, long both) {
        Confusion voxels = new Confusion(4);
        voxels.add(1, 1, 100);
        voxels.add(2, 2, both);
        voxels.add(1, 2, both);
        return corrected(automaticMl, correctedMl, voxels);
    }

    private UUID corrected(double automaticMl, double correctedMl, @Nullable Confusion voxels) {
        UUID job = UUID.randomUUID();
        server.revisions.addCorrected(
                Jobs.OWNER,
                new Corrected(
                        job,
                        "=1+1",
                        "b",
                        Instant.parse("2026-03-01T10:15:30Z"),
                        1,
                        true,
                        new Volumes(4000, automaticMl, automaticMl, 0),
                        new Volumes(4000, correctedMl, correctedMl, 0),
                        voxels));
        return job;
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<byte[]> answer = server.get(path);
        assertThat(answer.statusCode()).as(ApiServer.text(answer)).isEqualTo(200);
        return ApiServer.json(answer);
    }

    private static JsonNode measure(JsonNode measures, String name) {
        return measures.valueStream()
                .filter(each -> each.get("measure").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Differences of -10, -20 and -30 mL: by hand, bias -20, standard deviation 10, limits -20 +- 19.6. */
    @Test
    void allCorrectedJobsAreComparedAsByHand() throws Exception {
        UUID newest = corrected(40, 50, 10);
        corrected(80, 100, 10);
        corrected(120, 150, 10);
        JsonNode answer = get("/v1/agreement");
        assertThat(answer.get("compared").asInt()).isEqualTo(3);
        assertThat(answer.get("complete").asBoolean()).isTrue();
        assertThat(answer.get("notice").asString()).contains("no validation");
        JsonNode opacity = measure(answer.get("measures"), "opacity_ml");
        JsonNode agreement = opacity.get("blandAltman");
        assertThat(agreement.get("bias").asDouble()).isEqualTo(-20, within(1e-9));
        assertThat(agreement.get("sd").asDouble()).isEqualTo(10, within(1e-9));
        assertThat(agreement.get("lowerLimit").asDouble()).isEqualTo(-39.6, within(1e-9));
        assertThat(agreement.get("upperLimit").asDouble()).isEqualTo(-0.4, within(1e-9));
        assertThat(agreement.get("points").get(0).get("mean").asDouble()).isEqualTo(45);
        assertThat(opacity.get("spearman").get("coefficient").asDouble()).isEqualTo(1, within(1e-12));
        assertThat(opacity.get("pearson").get("coefficient").asDouble()).isEqualTo(1, within(1e-12));
        assertThat(opacity.get("dice").get("median").asDouble()).isEqualTo(2.0 / 3, within(1e-12));
        assertThat(measure(answer.get("measures"), "high_opacity_ml").has("dice"))
                .isFalse();
        assertThat(measure(answer.get("measures"), "opacity_percent").has("dice"))
                .isFalse();
        JsonNode study = answer.get("studies").get(0);
        assertThat(study.get("job").asString()).isEqualTo(newest.toString());
        assertThat(measure(study.get("measures"), "opacity_percent")
                        .get("automatic")
                        .asDouble())
                .isEqualTo(1);
        assertThat(server.audit.all())
                .extracting(AuditRecord::action, AuditRecord::item)
                .containsOnly(tuple("RESULT_READ", "agreement"))
                .hasSize(3);
    }

    /** A version that counted no voxels saved it. */
    @Test
    void aCorrectionWhoseVoxelsNobodyCountedIsComparedByItsVolumes() throws Exception {
        corrected(40, 50, 10);
        corrected(40, 50, null);
        JsonNode answer = get("/v1/agreement");
        assertThat(answer.get("compared").asInt()).isEqualTo(2);
        assertThat(answer.get("uncounted").asInt()).isEqualTo(1);
        JsonNode opacity = measure(answer.get("measures"), "opacity_ml");
        assertThat(opacity.get("n").asInt()).isEqualTo(2);
        assertThat(opacity.get("dice").get("n").asInt()).isEqualTo(1);
        JsonNode pair = measure(answer.get("studies").get(1).get("measures"), "opacity_ml");
        assertThat(pair.get("difference").asDouble()).isEqualTo(-10);
        assertThat(pair.has("dice")).isFalse();
        assertThat(ApiServer.text(server.get("/v1/agreement.csv"))).contains(",40.0,50.0,,");
    }

    @Test
    void ofTwoJobsNoLimitsAreTold() throws Exception {
        corrected(40, 50, 10);
        corrected(80, 100, 10);
        JsonNode opacity = measure(get("/v1/agreement").get("measures"), "opacity_ml");
        assertThat(opacity.get("n").asInt()).isEqualTo(2);
        assertThat(opacity.has("blandAltman")).isFalse();
        assertThat(opacity.has("spearman")).isFalse();
    }

    @Test
    void theTableHasTheSameNumbersAndRunsNoFormula() throws Exception {
        UUID job = corrected(40, 50, 10);
        HttpResponse<byte[]> answer = server.get("/v1/agreement.csv?batch=b&from=2026-03-01T00:00:00Z");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(ApiServer.text(answer)))
                .getRecords();
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.get("job_id")).isEqualTo(job.toString());
            assertThat(row.get("reference")).isEqualTo("'=1+1");
            assertThat(row.get("automatic_opacity_ml")).isEqualTo("40.0");
            assertThat(row.get("corrected_opacity_ml")).isEqualTo("50.0");
            assertThat(Double.parseDouble(row.get("dice_opacity"))).isEqualTo(2.0 / 3, within(1e-12));
            assertThat(row.get("dice_high_opacity")).isEmpty();
        });
        assertThat(requireNonNull(server.revisions.wanted).batch()).isEqualTo("b");
        assertThat(requireNonNull(server.revisions.wanted).from()).isEqualTo("2026-03-01T00:00:00Z");
    }

    private Job withLabels(byte[] labels) {
        Job job = Jobs.succeeded();
        byte[] file = LabelFiles.gzip(labels);
        String key = "jobs/" + job.id() + "/1/labels.nii.gz";
        server.jobs.add(job);
        server.artifacts.add(key, file);
        server.jobs.addResult(
                job.id(),
                "{}",
                List.of(new JobArtifact("labels.nii.gz", key, "application/gzip", file.length, Sha256.of(file))));
        return job;
    }

    @Test
    void twoOutlinesOfAJobAreCountedVoxelByVoxel() throws Exception {
        Job job = withLabels(LabelFiles.with(3));
        JsonNode answer = get("/v1/jobs/" + job.id() + "/agreement?revision=0");
        assertThat(answer.get("voxels").toString()).isEqualTo("[[0,0,0,0],[0,11,0,0],[0,0,0,0],[0,0,0,1]]");
        JsonNode opacity = measure(answer.get("measures"), "opacity_ml");
        assertThat(opacity.get("revisionMl").asDouble()).isEqualTo(0.001);
        assertThat(opacity.get("dice").asDouble()).isEqualTo(1);
        assertThat(measure(answer.get("measures"), "ground_glass_ml").has("dice"))
                .isFalse();
    }

    @Test
    void aSavedCorrectionIsCountedBesideTheAutomaticLabels() throws Exception {
        Job job = withLabels(LabelFiles.labels());
        HttpResponse<byte[]> saved = server.send(server.request("/v1/jobs/" + job.id() + "/revisions?base=0")
                .header("Content-Type", "application/gzip")
                .POST(BodyPublishers.ofByteArray(LabelFiles.gzip(LabelFiles.with(2)))));
        assertThat(saved.statusCode()).as(ApiServer.text(saved)).isEqualTo(202);
        Confusion voxels = requireNonNull(server.revisions.saved).voxels();
        assertThat(voxels.count(1, 1)).isEqualTo(11);
        assertThat(voxels.count(1, 2)).isEqualTo(1);
        assertThat(voxels.count(0, 0)).isZero();
    }

    /** The store holds a file that ends too early, which is none of the client's faults. */
    @Test
    void automaticLabelsThatTheStoreHasLostInPartAreNoFaultOfTheClient() throws Exception {
        byte[] whole = LabelFiles.labels();
        Job job = withLabels(Arrays.copyOf(whole, whole.length - 4));
        HttpResponse<byte[]> saved = server.send(server.request("/v1/jobs/" + job.id() + "/revisions?base=0")
                .header("Content-Type", "application/gzip")
                .POST(BodyPublishers.ofByteArray(LabelFiles.gzip(whole))));
        assertThat(saved.statusCode()).isEqualTo(503);
    }
}
