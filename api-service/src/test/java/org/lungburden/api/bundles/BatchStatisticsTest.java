package org.lungburden.api.bundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.lungburden.api.exchange.WrittenContract;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.audit.AuditRecord;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import tools.jackson.databind.JsonNode;

class BatchStatisticsTest {
    private static final String RESULT = WrittenContract.read().example("result");
    private static final String PATH = "/v1/batches/batch-1/statistics";

    private final ApiServer server = ApiServer.shared();

    private void succeeded(double opacityMl, double percent) {
        Job job = Jobs.succeeded();
        server.jobs.add(job);
        String result = RESULT.replaceFirst(
                        "(\"volumesMl\":\\{[^}]*\"pneumonia\":)[0-9.]+",
                        "$1" + String.format(Locale.ROOT, "%.3f", opacityMl))
                .replaceFirst(
                        "(\"burdenPercent\":\\{\"pneumonia\":)[0-9.]+",
                        "$1" + String.format(Locale.ROOT, "%.3f", percent));
        server.jobs.addResult(job.id(), result, List.of());
    }

    private JsonNode statistics() throws Exception {
        HttpResponse<byte[]> answer = server.get(PATH);
        assertThat(answer.statusCode()).as(ApiServer.text(answer)).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store, private");
        return ApiServer.json(answer);
    }

    /** Expected quartiles and deviation: numpy.percentile and numpy.std(ddof=1) of NumPy 1.24.2. */
    @Test
    void mediansAndSpreadAreThoseOfNumPy() throws Exception {
        double[] opacity = {12.5, 400, 80.25, 33, 120};
        double[] percent = {0.4, 9.8, 2.1, 0.9, 3.3};
        for (int n = 0; n < opacity.length; n++) {
            succeeded(opacity[n], percent[n]);
        }
        server.jobs.add(Jobs.failed(ErrorCode.NO_LUNG_FOUND, "None."));
        server.jobs.add(Jobs.failed(ErrorCode.NO_LUNG_FOUND, "None."));
        server.jobs.add(Jobs.queued());

        JsonNode told = statistics();
        assertThat(told.get("jobs").asInt()).isEqualTo(8);
        assertThat(told.get("measured").asInt()).isEqualTo(5);
        assertThat(told.get("complete").asBoolean()).isTrue();
        assertThat(told.get("withoutNumbers").toString()).isEqualTo("{\"NO_LUNG_FOUND\":2,\"QUEUED\":1}");
        JsonNode spread = told.get("measures").get(1);
        assertThat(spread.get("measure").asString()).isEqualTo("opacity_ml");
        assertThat(spread.get("q1").asDouble()).isCloseTo(33.0, within(1e-9));
        assertThat(spread.get("median").asDouble()).isCloseTo(80.25, within(1e-9));
        assertThat(spread.get("q3").asDouble()).isCloseTo(120.0, within(1e-9));
        assertThat(spread.get("mean").asDouble()).isCloseTo(129.15, within(1e-9));
        assertThat(spread.get("sd").asDouble()).isCloseTo(157.0721967758776, within(1e-9));
        assertThat(told.get("measures").get(4).get("max").asDouble()).isEqualTo(9.8);
        assertThat(told.get("burden").toString())
                .isEqualTo("{\"width\":2.0,\"edges\":[0.0,2.0,4.0,6.0,8.0,10.0],\"counts\":[2,2,0,0,1]}");
    }

    @Test
    void eachResultThatIsReadStandsInTheAudit() throws Exception {
        for (int n = 0; n < 101; n++) {
            succeeded(n, 1);
        }
        statistics();
        assertThat(server.audit.all())
                .hasSize(101)
                .allSatisfy(entry -> assertThat(entry.action()).isEqualTo("RESULT_READ"))
                .extracting(AuditRecord::item)
                .containsOnly("statistics");
    }

    @Test
    void aBatchWithoutResultsHasNoFigures() throws Exception {
        server.jobs.add(Jobs.running());
        JsonNode told = statistics();
        assertThat(told.get("measured").asInt()).isZero();
        assertThat(told.has("burden")).isFalse();
        assertThat(told.get("measures").get(0).toString())
                .isEqualTo("{\"measure\":\"lung_ml\",\"unit\":\"mL\",\"n\":0}");
    }

    @Test
    void oneResultHasNoDeviation() throws Exception {
        succeeded(10, 1);
        JsonNode spread = statistics().get("measures").get(1);
        assertThat(spread.get("median").asDouble()).isEqualTo(10);
        assertThat(spread.has("sd")).isFalse();
    }

    @Test
    void lookingEndsSomewhereAndTheAnswerSaysSo() {
        for (int n = 0; n < 120; n++) {
            server.jobs.add(Jobs.queued());
        }
        BatchStatistics few = server.bean(BatchStatistics.class);
        for (int most : new int[] {50, 100, 119}) {
            assertThat(few.of(Jobs.OWNER, "batch-1", most).jobs()).isEqualTo(most);
            assertThat(few.of(Jobs.OWNER, "batch-1", most).complete()).isFalse();
        }
        assertThat(few.of(Jobs.OWNER, "batch-1", 120).complete()).isTrue();
        assertThat(few.of(Jobs.OWNER, "batch-1", 121).complete()).isTrue();
    }

    @Test
    void thereMustBeSuchABatch() throws Exception {
        assertThat(server.get("/v1/batches/none/statistics").statusCode()).isEqualTo(404);
    }
}
