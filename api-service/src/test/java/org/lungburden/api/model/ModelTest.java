package org.lungburden.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.ApiServer;

class ModelTest {
    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    @Test
    void isUnavailableBeforeTheFirstWorker() throws Exception {
        HttpResponse<byte[]> answer = server.get("/v1/model");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).get("code").asString()).isEqualTo("UNAVAILABLE");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void tellsWhatTheModelIsAndNotHowItsTensorsLie() throws Exception {
        server.models.register("n", "1", "ab", """
                {"name": "n", "version": "1", "sha256": "ab", "input": {"rows": 256},
                 "labels": [{"code": 0, "name": "background"}, {"code": 1, "name": "lung"}],
                 "licence": "CC-BY-NC-SA-4.0", "terms": "research use only",
                 "accuracy": {"cases": [{"dice": 0.9}]}, "trainedOn": [{"set": "s", "source": "t"}]}""");
        HttpResponse<byte[]> answer = server.get("/v1/model");
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("""
                {"name":"n","version":"1","sha256":"ab","classes":[{"code":0,"name":"background"},{"code":1,"name":"lung"}],\
                "licence":"CC-BY-NC-SA-4.0","terms":"research use only","accuracy":{"cases":[{"dice":0.9}]},\
                "trainedOn":[{"set":"s","source":"t"}]}""");
    }

    @Test
    void leavesOutWhatAManifestDoesNotSay() throws Exception {
        server.models.register("n", "1", "ab", "{\"name\": \"n\", \"version\": \"1\", \"sha256\": \"ab\"}");
        assertThat(text(server.get("/v1/model"))).isEqualTo("{\"name\":\"n\",\"version\":\"1\",\"sha256\":\"ab\"}");
    }
}
