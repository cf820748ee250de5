package org.lungburden.api.access;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.testing.ApiServer;

/** A page of the service itself, as a browser sends its calls. */
final class Browser {
    private final ApiServer server;
    private @Nullable String cookie;

    Browser(ApiServer server) {
        this.server = server;
    }

    /** A page whose user has signed in. */
    static Browser signedIn(ApiServer server, String key) throws Exception {
        Browser browser = new Browser(server);
        if (browser.signIn(key).statusCode() != 200) {
            throw new AssertionError("the key does not sign in");
        }
        return browser;
    }

    /** The same cookie in a browser of its own, as a thief has it. */
    Browser copy(ApiServer other) {
        Browser copy = new Browser(other);
        copy.cookie = cookie;
        return copy;
    }

    String cookie() {
        return Optional.ofNullable(cookie).orElseThrow();
    }

    HttpResponse<byte[]> signIn(String key) throws Exception {
        HttpResponse<byte[]> answer = server.send(request("/v1/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"key\": \"" + key + "\"}")));
        setCookie(answer).ifPresent(set -> cookie = set.split(";", 2)[0]);
        return answer;
    }

    static Optional<String> setCookie(HttpResponse<?> answer) {
        return answer.headers().firstValue("Set-Cookie");
    }

    /** Without the fields that tell of the page. */
    HttpRequest.Builder bare(String path) {
        HttpRequest.Builder request = server.request(path);
        return cookie == null ? request : request.header("Cookie", cookie);
    }

    private HttpRequest.Builder request(String path) {
        return bare(path).header("Origin", "http://127.0.0.1:" + server.port()).header("Sec-Fetch-Site", "same-origin");
    }

    HttpResponse<byte[]> call(String method, String path) throws Exception {
        return call(method, path, new byte[0]);
    }

    HttpResponse<byte[]> call(String method, String path, byte[] body) throws Exception {
        return server.send(request(path).method(method, BodyPublishers.ofByteArray(body)));
    }
}
