package org.lungburden.api.revisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.job.Job;

class AcceptanceTest {
    private final ApiServer server = ApiServer.shared();

    private HttpResponse<byte[]> accept(String body) throws Exception {
        Job job = Jobs.succeeded();
        server.jobs.add(job);
        return server.send(server.request("/v1/jobs/" + job.id() + "/accepted-revision")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "",
                "{}",
                "{\"revision\": \"1\"}",
                "{\"revision\": 1.5}",
                "{\"revision\": -1}",
                "{\"revision\": 4294967296}",
                "{\"revision\": 0, \"author\": 5}",
                "{\"revision\": 0, \"author\": null}",
                "{\"revision\": 0, \"author\": \"\"}"
            })
    void anythingElseThanANumberAndANameIsRefused(String body) throws Exception {
        HttpResponse<byte[]> answer = accept(body);
        assertThat(answer.statusCode()).as(ApiServer.text(answer)).isEqualTo(400);
        assertThat(ApiServer.text(answer)).contains("INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"revision\": 0}", "{\"revision\": 0, \"author\": \"Dr. A\"}"})
    void aNumberAloneOrWithANameIsTaken(String body) throws Exception {
        assertThat(accept(body).statusCode()).isEqualTo(200);
    }
}
