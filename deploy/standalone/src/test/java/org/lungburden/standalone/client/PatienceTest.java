package org.lungburden.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lungburden.standalone.exit.CommandFailedException;

class PatienceTest {
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            int status = statuses.remove();
            if (status == 0) {
                exchange.close();
                return;
            }
            if (status == 429 || status == 503) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            byte[] body = "{\"id\": \"a\", \"status\": \"QUEUED\", \"progress\": 0, \"code\": \"C\"}"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private ServiceClient client(Duration most) {
        return new ServiceClient(
                ServiceAddress.of("http://127.0.0.1:" + server.getAddress().getPort()),
                null,
                new Patience(most, told::add));
    }

    @Test
    void aBusyServiceIsAskedAgainWhenItSaid() throws Exception {
        statuses.addAll(List.of(429, 503, 200));
        long before = System.nanoTime();
        assertThat(client(Duration.ofSeconds(30)).job("a", Duration.ZERO).status())
                .isEqualTo("QUEUED");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(2));
        assertThat(told).hasSize(2).allMatch(sentence -> sentence.startsWith("the service is busy; "));
    }

    @Test
    void patienceEnds() {
        statuses.add(503);
        assertThatThrownBy(() -> client(Duration.ZERO).job("a", Duration.ZERO))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageStartingWith("C: ");
    }

    @Test
    void aConnectionThatBreaksOffIsMadeAgainOnceTheServiceWasThere() throws Exception {
        ServiceClient client = client(Duration.ofSeconds(30));
        statuses.addAll(List.of(200, 0, 0, 0, 200));
        client.job("a", Duration.ZERO);
        assertThat(client.job("a", Duration.ZERO).status()).isEqualTo("QUEUED");
        assertThat(told).isNotEmpty();
    }

    @Test
    void aRefusalIsNoReasonToWait() {
        statuses.add(404);
        assertThatThrownBy(() -> client(Duration.ofSeconds(30)).job("a", Duration.ZERO))
                .isInstanceOf(CommandFailedException.class);
        assertThat(told).isEmpty();
    }
}
