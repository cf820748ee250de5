package org.lungburden.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An issuer that answers what a test tells it to. */
final class ScriptedIssuer implements AutoCloseable {
    static final String DISCOVERY = "/.well-known/openid-configuration";

    /** By path: a status and a body, or {@code hang}. */
    final Map<String, String> answers = new ConcurrentHashMap<>();

    final ExecutorService threads = Executors.newCachedThreadPool();

    private final CountDownLatch hanging = new CountDownLatch(1);
    private final HttpServer server;

    ScriptedIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        answers.put(DISCOVERY, "200 " + discovery(""));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it tells of itself, with more at the end. */
    String discovery(String more) {
        return """
                {"issuer": "URL", "authorization_endpoint": "URL/authorize", "token_endpoint": "URL/token",
                 "jwks_uri": "URL/keys", "subject_types_supported": ["public"]MORE}""".replace("URL", url()).replace("MORE", more);
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String answer = answers.getOrDefault(call.getRequestURI().getPath(), "404 {}");
            if (answer.equals("hang")) {
                hanging.await();
                return;
            }
            byte[] body = answer.substring(answer.indexOf(' ') + 1).getBytes(UTF_8);
            call.getResponseHeaders().set("Content-Type", body[0] == '<' ? "text/html" : "application/json");
            call.sendResponseHeaders(Integer.parseInt(answer.split(" ", 2)[0]), body.length);
            call.getResponseBody().write(body);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        hanging.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
