package org.lungburden.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lungburden.standalone.exit.CommandFailedException;

/** Against a server that sends the streams that a test wrote down. */
@Timeout(60)
class JobFollowerTest {
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final BlockingQueue<String> streams = new LinkedBlockingQueue<>();
    private final List<String> lastIds = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/v1/events", exchange -> {
            lastIds.add(String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
            try {
                answer(exchange, 200, streams.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.createContext("/v1/jobs/", exchange -> {
            String id = exchange.getRequestURI().getPath().substring("/v1/jobs/".length());
            String state = states.get(id);
            answer(
                    exchange,
                    state == null ? 404 : 200,
                    state == null ? "{\"code\":\"JOB_NOT_FOUND\"}" : job(id, state));
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String job(String id, String status) {
        return "{\"id\": \"" + id + "\", \"status\": \"" + status + "\", \"progress\": 0}";
    }

    private static String event(String id, String name, String data) {
        return ": a sign of life\n\nid: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n";
    }

    private void follow(String... ids) throws IOException, InterruptedException {
        Iterator<String> rest = List.of(ids).iterator();
        ServiceAddress address =
                ServiceAddress.of("http://127.0.0.1:" + server.getAddress().getPort());
        new JobFollower(new ServiceClient(address, null), job -> ended.add(job.id() + " " + job.status()))
                .follow(() -> rest.hasNext() ? rest.next() : null, () -> {});
    }

    @Test
    void jobsThatHadEndedAreToldAtOnce() throws Exception {
        streams.add("");
        states.put("a", "SUCCEEDED");
        states.put("b", "FAILED");
        follow("a", "b");
        assertThat(ended).containsExactly("a SUCCEEDED", "b FAILED");
    }

    @Test
    void eachJobIsToldOnceWhenItEnds() throws Exception {
        states.put("a", "QUEUED");
        states.put("b", "RUNNING");
        String progress = event("1", "progress", job("a", "RUNNING"));
        String end = event("2", "finished", job("b", "CANCELLED"));
        String others = event("3", "finished", job("c", "SUCCEEDED"));
        // the first stream may be read before the jobs are asked for; the second goes on where it ended
        streams.add(progress);
        streams.add(end + end + others + event("4", "finished", job("a", "SUCCEEDED")));
        follow("a", "b");
        assertThat(ended).containsExactly("b CANCELLED", "a SUCCEEDED");
        assertThat(lastIds).containsExactly("null", "1");
    }

    @Test
    void afterAGapAllAreAskedAgain() throws Exception {
        states.put("a", "RUNNING");
        streams.add(event("1", "progress", job("a", "RUNNING")));
        new Thread(() -> {
                    states.put("a", "SUCCEEDED");
                    streams.add(event("9", "missed", "{}"));
                })
                .start();
        follow("a");
        assertThat(ended).containsExactly("a SUCCEEDED");
    }

    @Test
    void aDeletedJobIsNotAwaited() throws Exception {
        states.put("a", "RUNNING");
        streams.add(event("1", "progress", job("a", "RUNNING")));
        streams.add(event("2", "deleted", "{\"id\": \"a\"}"));
        follow("a");
        assertThat(ended).isEmpty();
    }

    @Test
    void anUnknownJobEndsTheCommand() {
        streams.add("");
        assertThatThrownBy(() -> follow("x"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageStartingWith("JOB_NOT_FOUND");
    }
}
