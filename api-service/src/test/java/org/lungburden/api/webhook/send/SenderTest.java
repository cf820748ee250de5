package org.lungburden.api.webhook.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.webhook.address.HostLookup;
import org.lungburden.api.webhook.address.Targets;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.testing.StartsPrograms;
import org.lungburden.webhook.AttemptCode;
import org.lungburden.webhook.Deliveries.Taken;
import org.lungburden.webhook.JobEvent;
import org.lungburden.webhook.Lane;
import org.lungburden.webhook.Tried;
import org.lungburden.webhook.WebhookSecret;

/** One attempt, at receivers of every kind. */
@StartsPrograms
class SenderTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final Targets LOCAL = new Targets(true, List.of());
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final AtomicInteger lookups = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private final HostLookup local = host -> {
        lookups.incrementAndGet();
        return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
    };
    private HttpServer receiver;
    private int status = 204;
    private String header = "";
    private String value = "";

    @SuppressWarnings("NullAway.Init")
    SenderTest() {}

    @BeforeEach
    void receive() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", this::answer);
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        arrived.incrementAndGet();
        try (InputStream body = exchange.getRequestBody()) {
            body.readAllBytes();
        }
        if (!header.isEmpty()) {
            exchange.getResponseHeaders().set(header, value);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String url(String host) {
        return "http://" + host + ":" + receiver.getAddress().getPort() + "/a?b";
    }

    private static Answer send(String url, Targets targets, HostLookup lookup, @Nullable SSLContext trust)
            throws Exception {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        SSLContext context = trust == null ? SSLContext.getDefault() : trust;
        try (Sender sender = SendConfiguration.sender(targets, lookup, 4, clock, context, Duration.ofMillis(1500))) {
            UUID id = UUID.randomUUID();
            JobEvent event = new JobEvent(id, id, "SUCCEEDED", 1, null, null, null, NOW);
            Taken taken = new Taken(1, id, new Lane("ward", "a.example"), url, event, 1);
            return sender.send(taken, List.of(WebhookSecret.create()));
        }
    }

    private Answer send(String url) throws Exception {
        return send(url, LOCAL, local, null);
    }

    @Test
    void aReceiverAnswers() throws Exception {
        assertThat(send(url("receiver.example"))).isEqualTo(new Answer(Tried.answered(204), Duration.ZERO));
        assertThat(lookups).hasValue(1);
    }

    @Test
    void noRedirectIsFollowed() throws Exception {
        status = 307;
        header = "Location";
        value = url("127.0.0.1");
        Answer answer = send(url("receiver.example"));
        assertThat(answer.tried().httpStatus()).isEqualTo(307);
        assertThat(answer.good()).isFalse();
        assertThat(arrived).hasValue(1);
    }

    @Test
    void aReceiverTellsWhenToComeAgain() throws Exception {
        status = 503;
        header = "Retry-After";
        value = "120";
        assertThat(send(url("127.0.0.1")).retryAfter()).isEqualTo(Duration.ofMinutes(2));
        value = "Sun, 29 Nov 2026 10:05:00 GMT";
        assertThat(send(url("127.0.0.1")).retryAfter()).isEqualTo(Duration.ofMinutes(5));
        for (String no : List.of("-5", "soon", "99999999999", "Sun, 29 Nov 2020 10:05:00 GMT")) {
            value = no;
            assertThat(send(url("127.0.0.1")).retryAfter()).as(no).isZero();
        }
    }

    /** What was public at the submit leads inside now. */
    @Test
    void aReboundNameGetsNoConnection() throws Exception {
        Targets targets = new Targets(false, List.of("http://10.0.0.0/8"));
        assertThat(send(url("receiver.example"), targets, local, null).tried())
                .isEqualTo(Tried.unanswered(AttemptCode.TARGET_NOT_ALLOWED));
        assertThat(send(url("127.0.0.1"), targets, local, null).tried())
                .isEqualTo(Tried.unanswered(AttemptCode.TARGET_NOT_ALLOWED));
        assertThat(send("", targets, local, null).tried()).isEqualTo(Tried.unanswered(AttemptCode.TARGET_NOT_ALLOWED));
        assertThat(arrived).hasValue(0);
    }

    /** The name is looked up once; whatever it leads to later does not count. */
    @Test
    void theConnectionGoesToWhatWasChecked() throws Exception {
        HostLookup rebinding = host ->
                new InetAddress[] {InetAddress.getByName(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "192.0.2.1")};
        assertThat(send(url("receiver.example"), LOCAL, rebinding, null).good()).isTrue();
        assertThat(lookups).hasValue(1);
    }

    @Test
    void noProxyIsUsed() throws Exception {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        try {
            assertThat(send(url("receiver.example")).good()).isTrue();
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }

    @Test
    void whoeverDoesNotAnswerIsToldApart() throws Exception {
        HostLookup none = host -> {
            throw new UnknownHostException(host);
        };
        assertThat(send(url("receiver.example"), LOCAL, none, null).tried().code())
                .isEqualTo(AttemptCode.NAME_NOT_FOUND);
        String closed = url("receiver.example");
        receiver.stop(0);
        assertThat(send(closed).tried().code()).isEqualTo(AttemptCode.CONNECT_FAILED);
        assertThat(raw("nonsense\r\n\r\n", 0).tried().code()).isEqualTo(AttemptCode.NO_ANSWER);
        assertThat(raw("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n", 0)
                        .tried()
                        .code())
                .isEqualTo(AttemptCode.NO_ANSWER);
    }

    @Test
    void whoeverDrawsItOutIsCutOff() throws Exception {
        assertThat(raw("HTTP/1.1 200 OK\r\nX: y", 60).tried().code()).isEqualTo(AttemptCode.TIMEOUT);
    }

    @Test
    void anEndlessBodyIsNotRead() throws Exception {
        assertThat(raw("HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n" + "x".repeat(100_000), 60)
                        .good())
                .isTrue();
    }

    /** A receiver that says this and then waits. */
    private Answer raw(String words, int secondsOpen) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            DaemonThreads.start("receiver", () -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    socket.setSoTimeout(1 + secondsOpen * 1000);
                    while (socket.getInputStream().read() >= 0) {
                        // until the client is gone
                    }
                } catch (IOException ended) {
                    // the client is gone
                }
            });
            return send("http://127.0.0.1:" + server.getLocalPort() + "/");
        }
    }

    @Test
    void theCertificateMustBeTheNames(@TempDir Path folder) throws Exception {
        KeyStore keys = keysOf("receiver.example", folder.resolve("keys.p12"));
        AtomicReference<String> asked = new AtomicReference<>("");
        HttpsServer https = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(served(keys)));
        https.createContext("/", exchange -> {
            asked.set(exchange.getRequestHeaders().getFirst("Host"));
            answer(exchange);
        });
        https.start();
        try {
            String end = ":" + https.getAddress().getPort() + "/";
            assertThat(send("https://receiver.example" + end, LOCAL, local, trusted(keys))
                            .tried())
                    .isEqualTo(Tried.answered(204));
            assertThat(asked.get()).startsWith("receiver.example");
            Tried failed = Tried.unanswered(AttemptCode.TLS_FAILED);
            assertThat(send("https://other.example" + end, LOCAL, local, trusted(keys))
                            .tried())
                    .isEqualTo(failed);
            assertThat(send("https://127.0.0.1" + end, LOCAL, local, trusted(keys))
                            .tried())
                    .isEqualTo(failed);
            assertThat(send("https://receiver.example" + end).tried())
                    .as("of nobody who is trusted")
                    .isEqualTo(failed);
            assertThat(arrived).hasValue(1);
        } finally {
            https.stop(0);
        }
    }

    private static KeyStore keysOf(String host, Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "receiver",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext served(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext trusted(KeyStore keys) throws Exception {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("receiver", keys.getCertificate("receiver"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
