package org.lungburden.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.text;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.springframework.core.io.ByteArrayResource;

/** The page's files, of which {@code src/test/resources/static} adds two. */
class PageTest {
    private static final String BY_CONTENT = "/assets/tried-AbCd_1-4.js";
    private static final String BY_NAME = "/tried.svg";

    private static ApiServer server;

    @BeforeAll
    static void startWithSignIn() {
        server = ApiServer.start(Map.of("lungburden.auth", "keys"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void needsNoSignIn() throws Exception {
        HttpResponse<byte[]> answer = server.get(BY_CONTENT + "?from=a-mail");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("export const tried = 1;\n");
        assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(server.get("/v1/jobs").statusCode()).isEqualTo(401);
    }

    /** DESIGN's policy, word by word. */
    @Test
    void forbidsEverythingFromElsewhere() throws Exception {
        assertThat(server.get(BY_NAME).headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; base-uri 'none'; form-action 'self'; script-src 'self';"
                        + " style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self';"
                        + " font-src 'self'; frame-ancestors 'none'");
    }

    @Test
    void keepsWhatIsNamedByItsContent() throws Exception {
        assertThat(header(server.get(BY_CONTENT), "Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
        assertThat(header(server.get(BY_NAME), "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void sendsNothingThatTheBrowserHas() throws Exception {
        String tag = header(server.get(BY_NAME), "ETag");

        HttpResponse<byte[]> again = server.send(server.request(BY_NAME).header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void takesHeadToo() throws Exception {
        HttpResponse<byte[]> answer = server.send(server.request(BY_NAME).method("HEAD", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void opensNoOtherMethod(String method) throws Exception {
        assertThat(server.send(server.request(BY_NAME).method(method, BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(ApiServer.shared()
                        .send(ApiServer.shared().request(BY_NAME).method(method, BodyPublishers.noBody()))
                        .statusCode())
                .isIn(405, 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tried.svg/",
                "//tried.svg",
                "/assets",
                "/assets/",
                "/static/tried.svg",
                "/assets/../tried.svg",
                "/assets/%2e%2e/tried.svg",
                "/assets/..%2ftried.svg",
                "/tried%2esvg",
                "/application.properties",
                "/TRIED.SVG"
            })
    void everyOtherPathStaysUnknown(String path) throws Exception {
        for (ApiServer asked : List.of(server, ApiServer.shared())) {
            String answer = RawHttp.exchange(
                    asked.port(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).containsAnyOf("HTTP/1.1 401", "HTTP/1.1 404", "HTTP/1.1 400");
            assertThat(answer).doesNotContain("<svg");
        }
        assertThat(text(ApiServer.shared().get("/assets/nowhere.js"))).contains("PATH_NOT_FOUND");
    }

    @Test
    void knowsItsHost() throws Exception {
        String answer = RawHttp.exchange(
                ApiServer.shared().port(),
                "GET " + BY_NAME + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 421").contains("HOST_NOT_ALLOWED");
    }

    @Test
    void aForeignPageReadsNothing() throws Exception {
        HttpResponse<byte[]> answer = server.send(server.request(BY_NAME).header("Origin", "https://evil.example"));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void theFrontIsTheIndex() throws Exception {
        PageFile index = PageFile.read("/index.html", new ByteArrayResource(new byte[] {1}));
        PageFiles files = new PageFiles(Map.of("/index.html", index));
        assertThat(files.paths()).containsExactly("/", "/index.html");
        assertThat(index.caching().getHeaderValue()).isEqualTo("no-cache");
        assertThat(index.type()).hasToString("text/html");
    }
}
