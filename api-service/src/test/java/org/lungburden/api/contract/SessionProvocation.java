package org.lungburden.api.contract;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Set;
import org.lungburden.access.AccessScope;
import org.lungburden.access.KeySecret;
import org.lungburden.access.SessionSecret;
import org.lungburden.api.access.BegunSignIn;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.error.ErrorCode;
import org.springframework.dao.DataAccessResourceFailureException;

/** Asks {@code /v1/session} so that it must answer with a given problem. */
final class SessionProvocation {
    static final String PATH = "/v1/session";
    private static final String CALLBACK = "/oidc/callback";
    static final Set<ErrorCode> ITS_OWN = EnumSet.of(
            ErrorCode.INVALID_REQUEST,
            ErrorCode.UNAUTHENTICATED,
            ErrorCode.FORBIDDEN,
            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            ErrorCode.NOT_ACCEPTABLE,
            ErrorCode.RATE_LIMITED,
            ErrorCode.UNAVAILABLE,
            ErrorCode.INTERNAL);

    private final ApiServer server;
    private final String method;
    private final String path;
    private final String key;

    SessionProvocation(ApiServer server, String method, String path) {
        this.server = server;
        this.path = path;
        this.method = method;
        this.key = server.keys.create("local", AccessScope.READ);
    }

    /** Requests of callers who signed in are counted like those of any other call. */
    static boolean provokes(String method, String path, ErrorCode code) {
        boolean signIn = method.equals("POST") || path.endsWith(CALLBACK);
        return path.startsWith(PATH) && ITS_OWN.contains(code) && (code != ErrorCode.RATE_LIMITED || signIn);
    }

    HttpResponse<byte[]> provoke(ErrorCode code) throws IOException, InterruptedException {
        if (!path.equals(PATH)) {
            return atIssuer(code);
        }
        return switch (code) {
            case INVALID_REQUEST -> send(request(key, "?unknown=1"));
            case UNAUTHENTICATED -> send(request(KeySecret.create().text(), ""));
            case FORBIDDEN -> forbidden();
            case UNSUPPORTED_MEDIA_TYPE -> send(request(key, "").setHeader("Content-Type", "text/plain"));
            case NOT_ACCEPTABLE -> send(bearer().header("Accept", "text/html"));
            case RATE_LIMITED -> guessed(request(KeySecret.create().text(), ""));
            case UNAVAILABLE -> failing(new DataAccessResourceFailureException("away"));
            case INTERNAL -> failing(new IllegalStateException("a bug"));
            default -> throw new AssertionError(code);
        };
    }

    private HttpResponse<byte[]> atIssuer(ErrorCode code) throws IOException, InterruptedException {
        if (code == ErrorCode.UNAUTHENTICATED && !path.endsWith(CALLBACK)) {
            return send(server.request(path)
                    .header("Authorization", "Bearer " + KeySecret.create().text()));
        }
        BegunSignIn begun = BegunSignIn.create();
        HttpRequest.Builder back = server.request(path
                        + switch (code) {
                            case INVALID_REQUEST -> "?unknown=1";
                            case UNAUTHENTICATED, RATE_LIMITED -> "?error=access_denied&state=" + begun.state();
                            default -> path.endsWith(CALLBACK) ? "?code=1&state=" + begun.state() : "";
                        })
                .header("Cookie", begun.cookie());
        return switch (code) {
            case FORBIDDEN -> send(back.header("X-Forwarded-For", "203.0.113.9"));
            case NOT_ACCEPTABLE -> send(back.header("Accept", "application/json"));
            case RATE_LIMITED -> guessed(back);
            default -> send(back);
        };
    }

    private HttpRequest.Builder request(String shown, String query) {
        HttpRequest.Builder request = server.request(PATH + query);
        if (method.equals("GET") && !query.isEmpty()) {
            return request.header("Authorization", "Bearer " + key);
        }
        return method.equals("POST")
                ? request.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"key\":\"" + shown + "\"}"))
                : request.method(method, BodyPublishers.noBody());
    }

    private HttpRequest.Builder bearer() {
        return method.equals("GET") ? server.request(PATH).header("Authorization", "Bearer " + key) : request(key, "");
    }

    private HttpResponse<byte[]> forbidden() throws IOException, InterruptedException {
        return method.equals("GET")
                ? send(server.request(PATH).header("Authorization", "Bearer " + server.keys.create("local")))
                : send(request(key, "").header("X-Forwarded-For", "203.0.113.9"));
    }

    private HttpResponse<byte[]> guessed(HttpRequest.Builder wrong) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(wrong);
        for (int n = 0; n < 100 && answer.statusCode() == ErrorCode.UNAUTHENTICATED.httpStatus(); n++) {
            answer = send(wrong);
        }
        return answer;
    }

    private HttpResponse<byte[]> failing(RuntimeException failure) throws IOException, InterruptedException {
        server.sessions.fail(failure);
        try {
            return send(request(key, "")
                    .header(
                            "Cookie",
                            "lungburden-session=" + SessionSecret.create().text()));
        } finally {
            server.sessions.fail(null);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return server.send(request);
    }
}
