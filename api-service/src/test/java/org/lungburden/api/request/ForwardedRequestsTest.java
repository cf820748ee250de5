package org.lungburden.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lungburden.access.AccessScope;
import org.lungburden.api.exchange.WrittenContract;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.Studies;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;

/** What a proxy tells of a request counts when the proxy is trusted, and else means nothing. */
class ForwardedRequestsTest {
    /** With a text that looks like a link. */
    private static final String RESULT =
            WrittenContract.read().example("result").replace("\"notice\":\"", "\"notice\":\"\\\"href\\\":\\\"/v1/");

    private static ApiServer behindProxy;
    private static String key;

    private Job job;

    @BeforeAll
    static void start() {
        behindProxy = ApiServer.start(
                Map.of("lungburden.auth", "keys", "lungburden.api.trusted-proxies", "10.0.0.0/8,127.0.0.0/8"));
        key = behindProxy.keys.create(Jobs.OWNER, AccessScope.READ, AccessScope.SUBMIT);
    }

    @AfterAll
    static void stop() {
        behindProxy.close();
    }

    @BeforeEach
    void oneJob() {
        job = Jobs.succeeded();
    }

    private void add(ApiServer server) {
        server.jobs.clear();
        server.jobs.add(job);
        server.jobs.addResult(
                job.id(),
                RESULT,
                List.of(new JobArtifact("labels.nii.gz", "k", "application/gzip", 3, "0".repeat(64))));
    }

    private static HttpResponse<byte[]> get(ApiServer server, String path) throws Exception {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + key)
                .header("X-Forwarded-Prefix", "/lung")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "ct.example"));
    }

    @Test
    void linksBeginWithATrustedProxysPrefix() throws Exception {
        add(behindProxy);
        String path = "/lung/v1/jobs/" + job.id();
        assertThat(json(get(behindProxy, "/v1/jobs/" + job.id()))
                        .at("/links/result")
                        .asString())
                .isEqualTo(path + "/result");
        assertThat(json(get(behindProxy, "/v1/jobs/" + job.id() + "?wait=1ms"))
                        .at("/links/self")
                        .asString())
                .isEqualTo(path);
        assertThat(json(get(behindProxy, "/v1/jobs")).at("/items/0/links/self").asString())
                .isEqualTo(path);
        assertThat(json(get(behindProxy, "/v1/jobs/" + job.id() + "/artifacts"))
                        .at("/items/0/href")
                        .asString())
                .isEqualTo(path + "/artifacts/labels.nii.gz");
        assertThat(text(get(behindProxy, "/v1/jobs/" + job.id() + "/result")))
                .isEqualTo("{\"revision\":0,"
                        + RESULT.replace("\"href\":\"/v1/", "\"href\":\"/lung/v1/")
                                .substring(1));
        assertThat(json(get(behindProxy, "/v1/jobs?limit=x")).get("instance").asString())
                .isEqualTo("/lung/v1/jobs");
    }

    @Test
    void soDoLinksOfEvents() throws Exception {
        add(behindProxy);
        assertThat(text(get(behindProxy, "/v1/jobs/" + job.id() + "/events")))
                .contains("\"/lung/v1/jobs/" + job.id() + "/result\"");
    }

    @Test
    void soDoesTheLocationOfASubmittedJob() throws Exception {
        HttpResponse<byte[]> answer = behindProxy.send(behindProxy
                .request("/v1/jobs")
                .header("Authorization", "Bearer " + key)
                .header("X-Forwarded-Prefix", "/lung")
                .POST(BodyPublishers.ofByteArray(Studies.zip("a"))));
        String path = answer.headers().firstValue("Location").orElseThrow();
        assertThat(path).startsWith("/lung/v1/jobs/");
        assertThat(json(answer).at("/links/self").asString()).isEqualTo(path);
    }

    @Test
    void fromOthersTheSameHeadersMeanNothing() throws Exception {
        ApiServer server = ApiServer.shared();
        add(server);
        assertThat(json(get(server, "/v1/jobs/" + job.id())).at("/links/self").asString())
                .isEqualTo("/v1/jobs/" + job.id());
        assertThat(json(get(server, "/v1/jobs?limit=x")).get("instance").asString())
                .isEqualTo("/v1/jobs");
    }
}
