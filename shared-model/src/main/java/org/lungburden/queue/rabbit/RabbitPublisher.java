package org.lungburden.queue.rabbit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes batches of ids and waits until the broker has stored them. One batch at a time; after a failure the connection
 * is given up, since what was under way on it is unknown.
 */
final class RabbitPublisher implements AutoCloseable {
    private static final String CONTENT_TYPE = "text/plain";
    private static final int PERSISTENT = 2;

    private final Broker broker;
    private final Topology topology;
    private final Duration confirmTimeout;
    private final AtomicInteger returned = new AtomicInteger();
    private @Nullable Connection connection;
    private @Nullable Channel channel;

    RabbitPublisher(Broker broker, Topology topology, Duration confirmTimeout) {
        this.broker = broker;
        this.topology = topology;
        this.confirmTimeout = confirmTimeout;
    }

    /** @throws BrokerException when the broker did not confirm all of them in time; it may have taken any of them */
    synchronized void publish(List<UUID> jobIds) {
        if (jobIds.isEmpty()) {
            return;
        }
        try {
            send(openChannel(), jobIds);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            giveUp();
            throw new BrokerException("RabbitMQ did not confirm " + jobIds.size() + " messages", e);
        } catch (InterruptedException e) {
            giveUp();
            Thread.currentThread().interrupt();
            throw new BrokerException("Interrupted while RabbitMQ confirmed", e);
        } catch (BrokerException e) {
            giveUp();
            throw e;
        }
    }

    private void send(Channel open, List<UUID> jobIds) throws IOException, InterruptedException, TimeoutException {
        returned.set(0);
        for (UUID id : jobIds) {
            String text = id.toString();
            BasicProperties properties = new BasicProperties.Builder()
                    .contentType(CONTENT_TYPE)
                    .deliveryMode(PERSISTENT)
                    .messageId(text)
                    .build();
            open.basicPublish("", topology.queue(), true, properties, text.getBytes(StandardCharsets.US_ASCII));
        }
        open.waitForConfirmsOrDie(confirmTimeout.toMillis());
        if (returned.get() > 0) {
            throw new BrokerException("RabbitMQ returned " + returned.get() + " messages: the queue " + topology.queue()
                    + " is gone and is declared again");
        }
    }

    private Channel openChannel() throws IOException {
        Channel open = channel;
        if (open != null && open.isOpen()) {
            return open;
        }
        giveUp();
        Connection fresh = broker.connect("publisher");
        connection = fresh;
        topology.declare(fresh);
        open = fresh.createChannel();
        if (open == null) {
            throw new BrokerException("RabbitMQ gives this connection no more channels");
        }
        open.confirmSelect();
        open.addReturnListener(message -> returned.incrementAndGet());
        channel = open;
        return open;
    }

    private void giveUp() {
        Channels.abort(connection);
        connection = null;
        channel = null;
    }

    @Override
    public synchronized void close() {
        giveUp();
    }
}
