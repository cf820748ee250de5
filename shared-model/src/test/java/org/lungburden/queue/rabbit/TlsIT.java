package org.lungburden.queue.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.queue.WorkQueue;

/** A broker whose certificate a private authority has signed for the host localhost. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // set by start
class TlsIT {
    private static TestCertificates ours;
    private static TestCertificates strangers;
    private static RabbitServer broker;
    private static int port;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        ours = new TestCertificates(folder.resolve("ours"));
        ours.issue("broker", "localhost");
        ours.issue("worker", "worker.example");
        strangers = new TestCertificates(folder.resolve("strangers"));
        strangers.issue("worker", "worker.example");
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        broker = RabbitServer.start(
                "listeners.ssl.1 = 127.0.0.1:" + port,
                "ssl_options.cacertfile = " + ours.authority(),
                "ssl_options.certfile = " + ours.certificate("broker"),
                "ssl_options.keyfile = " + ours.key("broker"),
                "ssl_options.verify = verify_peer",
                "ssl_options.fail_if_no_peer_cert = false");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static RabbitWorkQueue queue(String host, int port, @Nullable SSLContext tls) {
        String uri = "amqps://guest:guest@" + host + ":" + port + "/%2f";
        return new RabbitWorkQueue(RabbitSettings.of(uri, "test." + UUID.randomUUID()), tls);
    }

    private static void assertWorks(SSLContext tls) {
        UUID id = UUID.randomUUID();
        Set<UUID> handled = ConcurrentHashMap.newKeySet();
        try (RabbitWorkQueue queue = queue("localhost", port, tls)) {
            queue.publish(List.of(id));
            try (WorkQueue.Subscription subscription = queue.consume(handled::add)) {
                await().until(() -> handled.contains(id));
            }
        }
    }

    private static void assertRefused(String host, @Nullable SSLContext tls) {
        try (RabbitWorkQueue queue = queue(host, port, tls)) {
            assertThatThrownBy(queue::prepare)
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("certificate")
                    .hasMessageContaining("lungburden.amqp.ssl-bundle");
            assertThat(queue.fault()).isPresent();
        }
    }

    @Test
    void authorityThatIsGivenIsTrusted() {
        assertWorks(ours.context(null));
    }

    @Test
    void certificateOfItsOwnIsShown() {
        assertWorks(ours.context("worker"));
    }

    @Test
    void otherAuthoritysBrokerIsRefused() {
        assertRefused("localhost", strangers.context(null));
    }

    @Test
    void privateAuthorityIsNotAmongTheJdks() {
        assertRefused("localhost", null);
    }

    @Test
    void certificateOfAnotherHostIsRefused() {
        assertRefused("127.0.0.1", ours.context(null));
    }

    @Test
    void portWithoutTlsIsTold() {
        try (RabbitWorkQueue queue = queue("localhost", broker.port(), ours.context(null))) {
            assertThatThrownBy(queue::prepare)
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("RabbitMQ cannot be reached");
        }
    }
}
