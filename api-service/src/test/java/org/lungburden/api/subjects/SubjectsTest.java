package org.lungburden.api.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.exchange.WrittenContract;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.audit.AuditRecord;
import org.lungburden.job.Job;
import tools.jackson.databind.JsonNode;

class SubjectsTest {
    private static final String RESULT = WrittenContract.read().example("result");
    private static final String TIMELINE = "/v1/subjects/subject-1/timeline";

    private final ApiServer server = ApiServer.shared();

    /** @param range ends in mL, such as {@code 45,98}; null for a result without one */
    private Job scan(@Nullable String day, double lungMl, @Nullable String range) throws Exception {
        Job job = Jobs.succeeded();
        server.jobs.add(job);
        String result = RESULT.replaceFirst("(\"volumesMl\":\\{\"lung\":)[0-9.]+", "$1" + lungMl);
        if (range != null) {
            result = result.replaceFirst("\\{", "{\"interval\":{\"pneumoniaMl\":[" + range + "]},");
        }
        server.jobs.addResult(job.id(), result, List.of());
        if (day != null) {
            server.send(server.request("/v1/jobs/" + job.id())
                    .header("Content-Type", "application/json")
                    .method("PATCH", BodyPublishers.ofString("{\"acquiredOn\": \"" + day + "\"}")));
        }
        return job;
    }

    private JsonNode scans() throws Exception {
        HttpResponse<byte[]> answer = server.get(TIMELINE);
        assertThat(answer.statusCode()).as(ApiServer.text(answer)).isEqualTo(200);
        return ApiServer.json(answer).get("scans");
    }

    private static String verdict(JsonNode scan, String to) {
        return scan.at("/" + to + "/verdict").asString();
    }

    @Test
    void scansStandInTheOrderOfTheirDays() throws Exception {
        Job last = scan("2026-03-05", 4000, null);
        Job first = scan("2026-02-01", 4000, null);
        Job submittedOn = scan(null, 4000, null); // 2026-03-01
        JsonNode scans = scans();
        assertThat(scans.valueStream().map(scan -> scan.get("job").asString()))
                .containsExactly(
                        first.id().toString(),
                        submittedOn.id().toString(),
                        last.id().toString());
        assertThat(scans.valueStream().map(scan -> scan.get("dayOf").asString()))
                .containsExactly("SCAN", "SUBMIT", "SCAN");
        assertThat(scans.get(1).get("day").asString()).isEqualTo("2026-03-01");
        assertThat(scans.get(0).has("toPrevious")).isFalse();
    }

    @Test
    void eachScanStandsBesideThePreviousAndTheFirst() throws Exception {
        scan("2026-02-01", 4000, "45,98");
        scan("2026-02-08", 4000, "90,150");
        scan("2026-02-15", 4000, "120,200");
        scan("2026-02-22", 5000, "300,400");
        scan("2026-03-01", 4000, null);
        JsonNode scans = scans();
        assertThat(verdict(scans.get(1), "toPrevious")).isEqualTo("NOT_DISTINGUISHABLE");
        assertThat(verdict(scans.get(2), "toPrevious")).isEqualTo("NOT_DISTINGUISHABLE");
        assertThat(verdict(scans.get(2), "toFirst")).isEqualTo("CHANGED");
        assertThat(verdict(scans.get(3), "toPrevious")).isEqualTo("DIFFERENT_BREATH");
        assertThat(verdict(scans.get(4), "toFirst")).isEqualTo("RANGE_UNKNOWN");
        assertThat(scans.get(2).get("rangeMl").toString()).isEqualTo("[120.0,200.0]");
        assertThat(scans.get(4).has("rangeMl")).isFalse();
        assertThat(scans.toString()).doesNotContainIgnoringCase("stable");
    }

    @Test
    void theTableHasTheSameRows() throws Exception {
        scan("2026-02-01", 4000, "45,98");
        scan("2026-02-08", 4000, "99,150");
        HttpResponse<byte[]> answer = server.get(TIMELINE + ".csv");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(ApiServer.text(answer)))
                .getRecords();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("to_previous_verdict")).isEmpty();
        assertThat(rows.get(1).get("to_first_verdict")).isEqualTo("CHANGED");
        assertThat(rows.get(1).get("range_low_ml")).isEqualTo("99.0");
        assertThat(rows.get(1).get("day")).isEqualTo("2026-02-08");
    }

    @Test
    void eachResultThatIsReadStandsInTheAudit() throws Exception {
        Job one = scan(null, 4000, null);
        scans();
        assertThat(server.audit.all())
                .extracting(AuditRecord::action, AuditRecord::jobId, AuditRecord::item)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("RESULT_READ", one.id(), "timeline"));
    }

    @Test
    void theListLeadsToTheTimelines() throws Exception {
        server.jobs.add(Jobs.labeled("b", "\u00c4/..?x"));
        scan(null, 4000, null);
        JsonNode first = ApiServer.json(server.get("/v1/subjects?limit=1"));
        assertThat(first.at("/items/0/subject").asString()).isEqualTo("subject-1");
        assertThat(first.at("/items/0/jobs").asInt()).isEqualTo(1);
        assertThat(server.get(first.at("/items/0/links/timeline").asString()).statusCode())
                .isEqualTo(200);
        JsonNode second = ApiServer.json(server.get(
                "/v1/subjects?limit=1&cursor=" + first.get("nextCursor").asString()));
        assertThat(second.at("/items/0/subject").asString()).isEqualTo("\u00c4/..?x");
        assertThat(second.has("nextCursor")).isFalse();
        HttpResponse<byte[]> none =
                server.get(second.at("/items/0/links/timeline").asString());
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(ApiServer.text(none)).contains("SUBJECT_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor=%FF", "cursor=AA", "cursor=!", "limit=0"})
    void aPlaceThatIsNoneIsRefused(String query) throws Exception {
        assertThat(server.get("/v1/subjects?" + query).statusCode()).isEqualTo(400);
    }
}
