package org.lungburden.queue.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lungburden.queue.WorkQueue;
import org.lungburden.testing.BusyMachine;

/** The broker is killed, stopped and started while publishers and consumers live on. */
@Timeout(120)
class BrokerOutageIT {
    private static final RabbitServer BROKER = started();
    private static final Duration RECOVERED = Duration.ofSeconds(30);

    private final RabbitWorkQueue queue =
            new RabbitWorkQueue(RabbitSettings.of(BROKER, "test." + UUID.randomUUID()), null);
    private final Set<UUID> handled = ConcurrentHashMap.newKeySet();

    private static RabbitServer started() {
        try {
            return RabbitServer.start();
        } catch (IOException e) {
            throw new IllegalStateException("RabbitMQ does not start", e);
        }
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @BeforeEach
    void declare() {
        queue.prepare();
    }

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void whatWasPublishedOutlivesAKilledBroker() throws IOException {
        List<UUID> ids = ids(50);
        queue.publish(ids);
        BROKER.awaitQueuesWritten();
        BROKER.kill();
        BROKER.startAgain();
        try (WorkQueue.Subscription subscription = queue.consume(handled::add)) {
            await().atMost(RECOVERED).until(() -> handled.size() == ids.size());
        }
        assertThat(handled).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void publisherAndConsumerGoOnByThemselves() throws IOException {
        List<UUID> before = ids(1);
        List<UUID> after = ids(1);
        try (WorkQueue.Subscription subscription = queue.consume(handled::add)) {
            queue.publish(before);
            await().until(() -> handled.containsAll(before));
            BROKER.awaitQueuesWritten();
            BROKER.kill();
            assertThatThrownBy(() -> queue.publish(after)).isInstanceOf(BrokerException.class);
            BROKER.startAgain();
            await().atMost(RECOVERED)
                    .ignoreExceptionsInstanceOf(BrokerException.class)
                    .until(() -> {
                        queue.publish(after);
                        return true;
                    });
            await().atMost(RECOVERED).until(() -> handled.containsAll(after));
        }
    }

    @Test
    void consumerWaitsForABrokerThatIsNotThereYet() throws IOException {
        BROKER.stop();
        List<UUID> ids = ids(1);
        try (WorkQueue.Subscription subscription = queue.consume(handled::add)) {
            assertThatThrownBy(() -> queue.publish(ids))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("127.0.0.1:" + BROKER.port());
            BROKER.startAgain();
            queue.publish(ids);
            await().atMost(RECOVERED).until(() -> handled.containsAll(ids));
        }
    }

    /** As long as a transaction of the relay holds its connection to the database, which others wait 3 s for. */
    @Test
    void publishThatWasPreparedTakesNoLongerThanTheConfirmTimeout() throws IOException {
        queue.prepare();
        BROKER.pause();
        try {
            List<UUID> many = ids(100_000);
            // A write that nobody reads cannot even be interrupted.
            assertTimeoutPreemptively(
                    BusyMachine.allows(Duration.ofSeconds(3)),
                    () -> assertThatThrownBy(() -> queue.publish(many))
                            .isInstanceOf(BrokerException.class)
                            .hasMessageContaining("did not confirm"));
        } finally {
            BROKER.resume();
        }
    }

    /** RabbitMQ reads no more from a connection that publishes then. */
    @Test
    void brokerShortOfMemoryIsToldBeforeAnythingIsSentAgain() throws IOException {
        List<UUID> ids = ids(1);
        assertThat(queue.fault()).isEmpty();
        BROKER.control("set_vm_memory_high_watermark", "0.000001");
        try {
            assertThatThrownBy(() -> queue.publish(ids))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("memory");
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(queue::prepare)
                        .isInstanceOf(BrokerException.class)
                        .hasMessageContaining("memory");
            }
            assertThat(queue.fault()).isPresent();
        } finally {
            BROKER.control("set_vm_memory_high_watermark", "0.4");
        }
        await().atMost(RECOVERED)
                .ignoreExceptionsInstanceOf(BrokerException.class)
                .until(() -> {
                    queue.publish(ids);
                    return true;
                });
        assertThat(queue.fault()).isEmpty();
        try (WorkQueue.Subscription subscription = queue.consume(handled::add)) {
            await().until(() -> handled.containsAll(ids));
        }
    }

    /** Two connect timeouts and one confirm timeout are 6 s here. */
    @Test
    void hangingBrokerHoldsUpAPublishForSecondsOnly() throws IOException {
        List<UUID> ids = ids(1);
        queue.publish(ids(1));
        try (WorkQueue.Subscription subscription = queue.consume(handled::add)) {
            await().until(() -> handled.size() == 1);
            BROKER.pause();
            for (int i = 0; i < 2; i++) {
                long begin = System.nanoTime();
                assertThatThrownBy(() -> queue.publish(ids)).isInstanceOf(BrokerException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isLessThan(BusyMachine.allows(Duration.ofSeconds(8)));
            }
            BROKER.resume();
            await().atMost(RECOVERED)
                    .ignoreExceptionsInstanceOf(BrokerException.class)
                    .until(() -> {
                        queue.publish(ids);
                        return true;
                    });
            await().atMost(RECOVERED).until(() -> handled.containsAll(ids));
        } finally {
            BROKER.resume();
        }
    }

    /** The delivery is taken back by the broker; the handler's job is not run twice at once by this consumer. */
    @Test
    void handlerOutlivesTheConnectionAndTheIdComesAgain() throws IOException {
        List<UUID> ids = ids(1);
        queue.publish(ids);
        int[] deliveries = new int[1];
        try (WorkQueue.Subscription subscription = queue.consume(id -> {
            if (deliveries[0]++ == 0) {
                cutConnections();
            } else {
                handled.add(id);
            }
        })) {
            await().atMost(RECOVERED).until(() -> handled.containsAll(ids));
        }
        assertThat(deliveries[0]).isEqualTo(2);
    }

    private static void cutConnections() {
        try {
            BROKER.control("close_all_connections", "cut");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<UUID> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> UUID.randomUUID()).toList();
    }
}
