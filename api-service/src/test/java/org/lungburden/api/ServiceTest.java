package org.lungburden.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.ApiServer;

/** What the API offers beside its calls. */
class ServiceTest {
    private ApiServer server;

    @BeforeEach
    void emptyServer() {
        server = ApiServer.shared();
    }

    @Test
    void tellsItsHealthInGroups() throws Exception {
        for (String path : new String[] {"", "/liveness", "/readiness"}) {
            HttpResponse<byte[]> answer = server.get("/actuator/health" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(json(answer).get("status").asString()).isEqualTo("UP");
        }
    }

    @Test
    void exposesNoOtherEndpoint() throws Exception {
        for (String path : new String[] {"env", "beans", "heapdump", "shutdown", "configprops"}) {
            assertThat(server.get("/actuator/" + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void leadsToThePageOfItsContract() throws Exception {
        HttpResponse<byte[]> answer = server.get("/swagger-ui");
        for (int hops = 0; answer.statusCode() / 100 == 3 && hops < 3; hops++) {
            String next = answer.headers().firstValue("Location").orElseThrow();
            answer = server.get(server.uri("/swagger-ui").resolve(next).getPath());
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).contains("swagger-ui-bundle.js");
        assertThat(text(server.get("/swagger-ui/swagger-initializer.js"))).contains("/v3/api-docs");
        assertThat(json(server.get("/v3/api-docs/swagger-config")).get("url").asString())
                .isEqualTo("/v3/api-docs");
    }
}
