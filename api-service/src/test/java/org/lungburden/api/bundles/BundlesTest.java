package org.lungburden.api.bundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.exchange.WrittenContract;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.audit.AuditRecord;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;
import org.lungburden.job.JobStatus;
import org.lungburden.result.MeasurementColumns;

class BundlesTest {
    private static final String RESULT = WrittenContract.read().example("result");
    private static final String TABLE = "/v1/batches/batch-1/measurements.csv";
    private static final String ZIP = "/v1/batches/batch-1/files.zip";

    private final ApiServer server = ApiServer.shared();

    private Job done;
    private Job failed;

    @BeforeEach
    void aBatch() {
        done = succeeded();
        failed = Jobs.failed(ErrorCode.NO_LUNG_FOUND, "None.");
        server.jobs.add(failed);
        server.jobs.add(Jobs.queued());
    }

    @AfterEach
    void mend() {
        server.jobs.mendReads();
        server.audit.failWrites(false);
    }

    private Job succeeded() {
        Job job = Jobs.succeeded();
        server.jobs.add(job);
        List<JobArtifact> files = new ArrayList<>();
        for (String name : List.of("labels.nii.gz", "measurements.csv", "image.nii.gz")) {
            String key = "jobs/" + job.id() + "/1/" + name;
            byte[] content = (name + job.id()).getBytes(StandardCharsets.UTF_8);
            server.artifacts.add(key, content);
            String type = name.endsWith(".gz") ? "application/gzip" : "text/csv";
            files.add(new JobArtifact(name, key, type, content.length, "0".repeat(64)));
        }
        server.jobs.addResult(job.id(), RESULT, files);
        return job;
    }

    private List<CSVRecord> table() throws Exception {
        HttpResponse<byte[]> answer = server.get(TABLE);
        assertThat(answer.statusCode()).as(ApiServer.text(answer)).isEqualTo(200);
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new java.io.StringReader(ApiServer.text(answer)))
                .getRecords();
    }

    private Map<String, String> zip(String path) throws Exception {
        HttpResponse<byte[]> answer = server.get(path);
        assertThat(answer.statusCode()).as(ApiServer.text(answer)).isEqualTo(200);
        return members(answer.body());
    }

    /** Read by a library that did not write it. */
    private static Map<String, String> members(byte[] zip) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        try (ZipFile file = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(zip))
                .get()) {
            for (ZipArchiveEntry entry : java.util.Collections.list(file.getEntries())) {
                members.put(
                        entry.getName(), new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return members;
    }

    private String folder(Job job) {
        return "ref-SUCCEEDED-" + job.id().toString().substring(0, 13).replace("-", "") + "/";
    }

    @Test
    void theTableHasARowForEachJob() throws Exception {
        List<CSVRecord> rows = table();
        assertThat(rows).extracting(row -> row.get("status")).containsExactly("SUCCEEDED", "FAILED", "QUEUED");
        CSVRecord first = rows.get(0);
        assertThat(first.getParser().getHeaderNames())
                .startsWith("job_id", "status", "error_code", "subject", "created_at", "finished_at")
                .endsWith(MeasurementColumns.names().toArray(String[]::new));
        assertThat(first.get("job_id")).isEqualTo(done.id().toString());
        assertThat(first.get("created_at")).isEqualTo(done.createdAt().toString());
        assertThat(first.get("lung_ml")).isEqualTo("4180.2");
        assertThat(first.get("reference")).isEqualTo("ref-SUCCEEDED");
        assertThat(rows.get(1).get("error_code")).isEqualTo("NO_LUNG_FOUND");
        assertThat(rows.get(1).get("lung_ml")).isEmpty();
        assertThat(rows.get(1).get("reference")).isEqualTo("ref-FAILED");
        assertThat(rows.get(2).get("finished_at")).isEmpty();
    }

    @Test
    void aResultOfAnEarlierVersionHasItsRow() throws Exception {
        String first = RESULT.replace("\"schemaVersion\":\"2.0\"", "\"schemaVersion\":\"1.0\"")
                .replace("\"contrastEnhanced\":\"UNKNOWN\"", "\"contrastEnhanced\":null")
                .replace("\"sizeBytes\"", "\"bytes\"")
                .replaceFirst("\"density\":\\[[^]]*]", "\"densityHu\":{\"lung\":-812.0,\"groundGlass\":-610.0}");
        assertThat(first).contains("densityHu");
        server.jobs.addResult(done.id(), first, List.of());
        assertThat(table().get(0).get("lung_mean_hu")).isEqualTo("-812.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "a,\"b\"", "line"})
    void noTextOfAClientIsAFormula(String label) throws Exception {
        Job job = Jobs.labeled("formulas", label);
        server.jobs.add(job);
        HttpResponse<byte[]> answer = server.get("/v1/batches/formulas/measurements.csv");
        String row = ApiServer.text(answer).lines().skip(1).findFirst().orElseThrow();
        String cell = CSVFormat.RFC4180
                .parse(new java.io.StringReader(row))
                .getRecords()
                .get(0)
                .get(3);
        assertThat(cell).isEqualTo("=+-@".indexOf(label.charAt(0)) < 0 ? label : "'" + label);
    }

    @Test
    void theOrderIsThatOfTheSubmitsHoweverManyPartsThereAre() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int job = 0; job < 250; job++) {
            expected.add(succeeded().id().toString());
        }
        assertThat(table().stream().skip(3).map(row -> row.get("job_id"))).containsExactlyElementsOf(expected);
        assertThat(server.audit.all())
                .hasSize(251)
                .allSatisfy(entry -> assertThat(entry.action()).isEqualTo("RESULT_READ"))
                .extracting(AuditRecord::item)
                .containsOnly("measurements.csv");
    }

    @Test
    void theZipHoldsTheDefaultFilesAndTellsWhatIsMissing() throws Exception {
        Map<String, String> members = zip(ZIP);
        assertThat(members)
                .containsOnlyKeys(
                        folder(done) + "result.json",
                        folder(done) + "labels.nii.gz",
                        folder(done) + "measurements.csv",
                        "missing.csv");
        assertThat(members.get(folder(done) + "result.json")).isEqualTo("{\"revision\":0," + RESULT.substring(1));
        assertThat(members.get(folder(done) + "labels.nii.gz")).isEqualTo("labels.nii.gz" + done.id());
        assertThat(members.getOrDefault("missing.csv", "").lines())
                .startsWith("job_id,status,code,file", failed.id() + ",FAILED,NO_LUNG_FOUND,")
                .hasSize(3);
        assertThat(server.audit.all()).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("FILE_READ");
            assertThat(entry.jobId()).isEqualTo(done.id());
            assertThat(entry.item()).isEqualTo("result.json,labels.nii.gz,measurements.csv");
        });
    }

    @Test
    void aClientChoosesFilesAndHearsOfThoseThatAreNotThere() throws Exception {
        Map<String, String> members = zip("/v1/jobs/" + done.id() + "/files.zip?names=image.nii.gz,report.pdf");
        assertThat(members)
                .containsOnlyKeys(folder(done) + "result.json", folder(done) + "image.nii.gz", "missing.csv");
        assertThat(members.get("missing.csv")).contains(done.id() + ",SUCCEEDED,ARTIFACT_NOT_FOUND,report.pdf");
        assertThat(zip("/v1/jobs/" + done.id() + "/files.zip?names=all"))
                .containsKey(folder(done) + "image.nii.gz")
                .doesNotContainKey("missing.csv");
        HttpResponse<byte[]> unknown = server.get(ZIP + "?names=passwd");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(ApiServer.json(unknown).get("parameter").asString()).isEqualTo("names");
    }

    @Test
    void aFileThatIsGoneIsMissing() throws Exception {
        server.artifacts.delete("jobs/" + done.id() + "/1/labels.nii.gz");
        assertThat(zip(ZIP).get("missing.csv")).contains(done.id() + ",SUCCEEDED,ARTIFACT_NOT_FOUND,labels.nii.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {TABLE, ZIP})
    void theHeadIsThatOfTheWholeAndReadsNothing(String path) throws Exception {
        HttpResponse<byte[]> head =
                server.send(server.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        HttpResponse<byte[]> get = server.get(path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : List.of("Content-Type", "Content-Disposition", "Cache-Control")) {
            assertThat(head.headers().allValues(name))
                    .isEqualTo(get.headers().allValues(name))
                    .isNotEmpty();
        }
        assertThat(get.headers().firstValue("Content-Disposition").orElseThrow())
                .isEqualTo("attachment; filename=\"batch-1-" + path.substring(path.lastIndexOf('/') + 1) + "\"");
        assertThat(server.audit.all()).hasSize(1);
    }

    @Test
    void aNameOfABatchCannotChangeTheHead() throws Exception {
        server.jobs.add(Jobs.labeled("x\"; a=\"\u00e4/..\\b", "s"));
        String link = ApiServer.json(server.get("/v1/batches"))
                .get("items")
                .get(0)
                .get("links")
                .get("files")
                .asString();
        assertThat(server.get(link).headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"x___a____.._b-files.zip\"");
    }

    /** A database that goes away between two parts. */
    @ParameterizedTest
    @ValueSource(strings = {TABLE, ZIP})
    void anAnswerThatCannotGoOnIsCut(String path) throws Exception {
        for (int job = 0; job < 150; job++) {
            succeeded();
        }
        // a zip ends with the file that breaks off
        server.artifacts.breakReadsAt(20);
        int parts = path.equals(ZIP) ? 1000 : 1;
        assertCut(path, () -> server.jobs.failReadsAfter(parts, new IllegalStateException("away")));
    }

    @Test
    void aResultThatCannotBeReadCutsTheTable() throws Exception {
        server.jobs.addResult(succeeded().id(), "no JSON", List.of());
        assertCut(TABLE, () -> {});
    }

    @Test
    void lessOfAFileThanThereWasCutsTheZip() throws Exception {
        server.artifacts.add("jobs/" + done.id() + "/1/labels.nii.gz", new byte[3]);
        assertCut(ZIP, () -> {});
    }

    private void assertCut(String path, Runnable fault) throws Exception {
        fault.run();
        assertThatThrownBy(() -> server.get(path)).isInstanceOf(IOException.class);
        fault.run();
        String raw = RawHttp.exchange(
                server.port(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 200").doesNotEndWith("0\r\n\r\n").doesNotContain("application/problem");
    }

    @Test
    void aFaultBeforeTheFirstByteIsAProblem() throws Exception {
        server.jobs.failReads(new IllegalStateException("a bug"));
        assertThat(server.get(TABLE).statusCode()).isEqualTo(500);
        server.jobs.mendReads();
        server.audit.failWrites(true);
        HttpResponse<byte[]> answer = server.get(ZIP);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    }

    @Test
    void jobsThatAreDeletedMeanwhileAreLeftOut() {
        BatchPages pages = new BatchPages(server.jobs, Jobs.OWNER, "batch-1");
        for (int job = 0; job < 150; job++) {
            succeeded();
        }
        assertThat(pages.next()).hasSize(3);
        List<UUID> rest = server.jobs.all().stream().map(Job::id).skip(3).toList();
        server.jobs.delete(Jobs.OWNER, rest.get(0));
        server.jobs.delete(Jobs.OWNER, done.id());
        assertThat(pages.next().get(0).job().id()).isEqualTo(rest.get(1));
        assertThat(pages.next()).hasSize(49);
        assertThat(pages.next()).isEmpty();
    }

    @Test
    void aJobWithoutResultHasNoZip() throws Exception {
        for (Map.Entry<Job, String> job : Map.of(
                        Jobs.running(), "JOB_NOT_FINISHED",
                        Jobs.cancelled(), "JOB_CANCELLED",
                        Jobs.failed(ErrorCode.TOO_FEW_SLICES, "3."), "TOO_FEW_SLICES")
                .entrySet()) {
            server.jobs.add(job.getKey());
            HttpResponse<byte[]> answer = server.get("/v1/jobs/" + job.getKey().id() + "/files.zip");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(ApiServer.json(answer).get("code").asString()).isEqualTo(job.getValue());
        }
    }

    @Test
    void aStatusOfANewerVersionIsMissing() throws Exception {
        Job paused = Jobs.moved(Jobs.queued(), new JobStatus("PAUSED"));
        server.jobs.add(paused);
        assertThat(zip(ZIP).get("missing.csv")).contains(paused.id() + ",PAUSED,,");
    }

    /** Clients that ask for zips and never read hold no more than their share, and others are answered. */
    @Test
    void clientsThatDoNotReadHoldNoMoreThanTheirShare() throws Exception {
        String key = "jobs/large/1/image.nii.gz";
        byte[] large = new byte[32 << 20];
        server.artifacts.add(key, large);
        server.jobs.addResult(
                done.id(),
                RESULT,
                List.of(new JobArtifact("image.nii.gz", key, "application/gzip", large.length, "0")));
        List<Socket> silent = new ArrayList<>();
        try {
            for (int client = 0; client < 100; client++) {
                Socket socket = RawHttp.connect(server.port());
                silent.add(socket);
                socket.getOutputStream()
                        .write(("GET " + ZIP + "?names=all HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            await().until(() -> server.get(ZIP).statusCode() == 503);
            HttpResponse<byte[]> refused = server.get(ZIP);
            assertThat(ApiServer.text(refused)).contains("At most 4 of your tables and zips");
            assertThat(server.get("/v1/jobs/" + done.id()).statusCode()).isEqualTo(200);
            assertThat(server.get("/v1/jobs/" + done.id() + "/artifacts/image.nii.gz")
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
        await().until(() -> server.get(ZIP).statusCode() == 200);
    }

    @Test
    void aZipIsDeflatedOnceAtMost() throws Exception {
        byte[] zip = server.get(ZIP).body();
        @Nullable ZipArchiveEntry labels = null;
        try (ZipFile file = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(zip))
                .get()) {
            labels = file.getEntry(folder(done) + "labels.nii.gz");
            assertThat(labels.getCompressedSize()).isGreaterThanOrEqualTo(labels.getSize());
            assertThat(new ByteArrayInputStream(zip).readNBytes(2)).isEqualTo(new byte[] {'P', 'K'});
        }
    }
}
