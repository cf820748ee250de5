package org.lungburden.queue.rabbit;

import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one batch of ids at a time and waits until the broker has stored the batch. After a failure the publisher
 * closes the connection, because the fate of its messages is unknown. A connection that the broker blocks for lack of
 * memory or disk stays open. The broker reports the end of the block on that connection; a new one would notice the
 * block only after a batch.
 */
final class RabbitPublisher implements AutoCloseable {
    /**
     * This many messages fit into the socket's buffers even when the broker reads nothing, so the write cannot block.
     */
    private static final int MOST_UNCONFIRMED = 128;

    private final Broker broker;
    private final String queue;
    private final Duration confirmTimeout;
    private final BrokerFaults faults;
    private final LongSupplier nanos;
    private @Nullable PublishingLine line;
    private boolean doubtful;

    RabbitPublisher(Broker broker, String queue, Duration confirmTimeout, BrokerFaults faults, LongSupplier nanos) {
        this.broker = broker;
        this.queue = queue;
        this.confirmTimeout = confirmTimeout;
        this.faults = faults;
        this.nanos = nanos;
    }

    /**
     * Closes a failed connection and opens another.
     *
     * @throws BrokerException when no connection is possible, or the broker accepts no messages
     */
    synchronized void prepare() {
        guard(this::ready);
    }

    /**
     * @throws BrokerException when the broker did not confirm all messages in time; the broker may have stored any of
     *     them
     */
    synchronized void publish(List<UUID> jobIds) {
        if (!jobIds.isEmpty()) {
            guard(() -> publish(ready(), jobIds));
        }
    }

    private void guard(Step step) {
        try {
            step.run();
            faults.clear(this);
        } catch (IOException | ShutdownSignalException e) {
            throw failed(BrokerException.outage("The connection to RabbitMQ broke", null, e));
        } catch (TimeoutException e) {
            throw failed(late(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(BrokerException.outage("Interrupted while RabbitMQ confirmed", null, e));
        } catch (BrokerException e) {
            throw failed(e);
        }
    }

    /** Does not close the connection yet: closing may take a second, and a transaction waits. */
    private BrokerException failed(BrokerException failure) {
        faults.add(this, failure);
        PublishingLine current = line;
        doubtful = current != null && current.blocked() == null;
        return failure;
    }

    private BrokerException late(TimeoutException cause) {
        PublishingLine current = line;
        String reason = current == null ? null : current.blocked();
        return reason == null
                ? BrokerException.outage("RabbitMQ did not confirm in time", confirmTimeout.toString(), cause)
                : blocked(reason);
    }

    private static BrokerException blocked(String reason) {
        return BrokerException.outage("RabbitMQ takes no messages: it is short of memory or disk", reason, null);
    }

    private PublishingLine ready() throws IOException {
        PublishingLine current = line;
        if (current == null || doubtful || !current.isOpen()) {
            end();
            current = PublishingLine.on(broker.open("publisher"));
            line = current;
        }
        String reason = current.blocked();
        if (reason != null) {
            throw blocked(reason);
        }
        return current;
    }

    private void publish(PublishingLine open, List<UUID> jobIds)
            throws IOException, InterruptedException, TimeoutException {
        long begin = nanos.getAsLong();
        open.takeReturned();
        for (int from = 0; from < jobIds.size(); from += MOST_UNCONFIRMED) {
            open.send(jobIds.subList(from, Math.min(from + MOST_UNCONFIRMED, jobIds.size())), queue);
            long left = confirmTimeout.minusNanos(nanos.getAsLong() - begin).toMillis();
            // 0 would mean to wait forever.
            if (!open.awaitConfirms(Math.max(1, left))) {
                throw BrokerException.outage("RabbitMQ could not store the messages", null, null);
            }
        }
        int returned = open.takeReturned();
        if (returned > 0) {
            throw BrokerException.outage(
                    "RabbitMQ returned " + returned + " messages: the queue " + queue
                            + " is gone and is declared again",
                    null,
                    null);
        }
    }

    private void end() {
        PublishingLine current = line;
        line = null;
        doubtful = false;
        if (current != null) {
            current.end();
        }
    }

    @Override
    public synchronized void close() {
        end();
        faults.clear(this);
    }

    /** A call to the broker. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException, TimeoutException;
    }
}
