package org.lungburden.queue.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lungburden.queue.WorkQueue;

/** The queues as they stand in the broker, looked at by a client of the test's own. */
@Timeout(60)
class TopologyIT {
    private final RabbitServer broker = RabbitServer.shared();
    private final String name = "test." + UUID.randomUUID();
    private final RabbitWorkQueue queue = new RabbitWorkQueue(RabbitSettings.of(broker, name), null);
    private final Set<UUID> handled = ConcurrentHashMap.newKeySet();
    private Connection connection;
    private Channel channel;

    @BeforeEach
    void connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        connection = factory.newConnection();
        channel = connection.createChannel();
    }

    @AfterEach
    void close() throws IOException {
        queue.close();
        connection.close();
    }

    @Test
    void queuesAreDurableQuorumQueuesWithoutALimitOfDeliveries() throws IOException {
        queue.publish(List.of(UUID.randomUUID()));
        String listed = broker.control("list_queues", "name", "durable", "type", "arguments");
        assertThat(listed.lines().filter(line -> line.startsWith(name)))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("true", "quorum").doesNotContain("x-delivery-limit"));
    }

    @Test
    void messageIsPersistentAndHoldsTheIdAlone() throws IOException {
        UUID id = UUID.randomUUID();
        queue.publish(List.of(id));
        GetResponse message = channel.basicGet(name, true);
        assertThat(new String(message.getBody(), StandardCharsets.US_ASCII)).isEqualTo(id.toString());
        assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(message.getProps().getMessageId()).isEqualTo(id.toString());
        assertThat(message.getProps().getHeaders()).containsOnlyKeys("x-delivery-count");
    }

    @Test
    void whatIsNoJobIdIsSetAsideAndTheNextIsHandled() throws IOException {
        UUID id = UUID.randomUUID();
        queue.publish(List.of(UUID.randomUUID()));
        channel.queuePurge(name);
        channel.basicPublish("", name, null, "rubbish".getBytes(StandardCharsets.UTF_8));
        channel.basicPublish("", name, null, (id + "\n").getBytes(StandardCharsets.UTF_8));
        queue.publish(List.of(id));
        try (WorkQueue.Subscription subscription = queue.consume(handled::add)) {
            await().until(() -> handled.contains(id));
        }
        assertThat(handled).containsExactly(id);
        await().until(() -> channel.messageCount(name + ".dead") == 2);
    }

    @Test
    void deletedQueueIsDeclaredAgain() throws IOException {
        UUID id = UUID.randomUUID();
        queue.publish(List.of(UUID.randomUUID()));
        channel.queueDelete(name);
        assertThatThrownBy(() -> queue.publish(List.of(id)))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("returned 1");
        queue.publish(List.of(id));
        try (WorkQueue.Subscription subscription = queue.consume(handled::add)) {
            await().until(() -> handled.contains(id));
        }
    }

    @Test
    void consumerComesBackWhenItsQueueIsDeleted() throws IOException {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        queue.prepare();
        try (WorkQueue.Subscription subscription = queue.consume(handled::add)) {
            queue.publish(List.of(first));
            await().until(() -> handled.contains(first));
            channel.queueDelete(name);
            await().ignoreExceptionsInstanceOf(BrokerException.class).until(() -> {
                queue.publish(List.of(second));
                return true;
            });
            await().until(() -> handled.contains(second));
        }
    }

    @Test
    void queueWithOtherArgumentsIsToldAndLeftAlone() throws IOException {
        channel.queueDeclare(name, true, false, false, Map.of("x-queue-type", "classic"));
        channel.basicPublish("", name, null, "theirs".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> queue.publish(List.of(UUID.randomUUID())))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("inequivalent arg")
                    .hasMessageContaining("lungburden.amqp.queue");
        }
        assertThat(queue.fault()).hasValueSatisfying(fault -> assertThat(fault).contains(name, "another x-"));
        await().until(() -> channel.messageCount(name) == 1);
        WorkQueue.Subscription subscription = queue.consume(handled::add);
        subscription.close();
        assertThat(channel.messageCount(name)).isEqualTo(1);
    }

    @Test
    void brokerThatRefusesIsNotAskedAgainBeforeThePauseIsOver() throws IOException {
        channel.queueDeclare(name, true, false, false, Map.of("x-queue-type", "classic"));
        AmqpSettings settings = RabbitSettings.of(broker, name);
        AtomicLong nanos = new AtomicLong();
        Broker asked = new Broker(settings, new Topology(settings), null, nanos::get);
        assertThatThrownBy(() -> asked.open("test")).isInstanceOf(BrokerException.class);
        channel.queueDelete(name);
        assertThatThrownBy(() -> asked.open("test")).isInstanceOf(BrokerException.class);
        nanos.addAndGet(settings.refusalPause().toNanos());
        asked.open("test").getConnection().close();
    }

    @Test
    void unknownVirtualHostIsTold() {
        AmqpSettings wrong = RabbitSettings.of(broker.uri().replace("%2f", "nowhere"), name);
        try (RabbitWorkQueue refused = new RabbitWorkQueue(wrong, null)) {
            assertThatThrownBy(refused::prepare)
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("RabbitMQ refuses the connection")
                    .hasMessageContaining("nowhere");
        }
    }

    @Test
    void wrongPasswordIsToldWithoutIt() {
        String password = "s3cret" + UUID.randomUUID();
        AmqpSettings wrong = RabbitSettings.of(broker.uri().replace("guest:guest", "guest:" + password), name);
        assertThat(wrong.toString()).doesNotContain(password);
        try (RabbitWorkQueue refused = new RabbitWorkQueue(wrong, null)) {
            assertThatThrownBy(() -> refused.publish(List.of(UUID.randomUUID())))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("RabbitMQ refuses the user name or the password")
                    .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain(password));
        }
    }

    @Test
    void uriThatNamesNoBrokerIsToldWithoutItsPassword() {
        for (String uri : List.of(
                "",
                "guest:s3cret",
                "amqp:",
                "http://guest:s3cret@localhost",
                "amqp://guest:s3cret@local host",
                "amqp://guest:s3cret:s3cret@localhost",
                "amqp://guest:s3cret@localhost/a/b")) {
            assertThatThrownBy(() -> new RabbitWorkQueue(RabbitSettings.of(uri, name), null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("LUNGBURDEN_AMQP_URI")
                    .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("s3cret"));
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
