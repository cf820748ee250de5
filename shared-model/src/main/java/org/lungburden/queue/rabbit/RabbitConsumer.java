package org.lungburden.queue.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.LoggedJob;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.queue.WorkQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that holds a connection and takes one id at a time. The thread acknowledges an id when the handler has
 * returned, after the commit of the job's end. While open, the consumer connects again after every failure. The broker
 * takes back a delivery without acknowledgment after 30 minutes; a job's deadline is shorter.
 */
final class RabbitConsumer implements Runnable, WorkQueue.Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitConsumer.class);
    private static final long PAUSE_AFTER_FAILURE_MS = 1000;
    /** The broker, a broken connection or close() ended the consumer. */
    private static final Optional<Delivery> ENDED = Optional.empty();

    private final Broker broker;
    private final Topology topology;
    private final Duration reconnectPause;
    private final BrokerFaults faults;
    private final WorkQueue.Handler handler;
    private final Object lock = new Object();
    private boolean open = true;
    private @Nullable BlockingQueue<Optional<Delivery>> events;
    private @Nullable Thread thread;

    RabbitConsumer(
            Broker broker, Topology topology, Duration reconnectPause, BrokerFaults faults, WorkQueue.Handler handler) {
        this.broker = broker;
        this.topology = topology;
        this.reconnectPause = reconnectPause;
        this.faults = faults;
        this.handler = handler;
    }

    void start(String name) {
        thread = DaemonThreads.start(name, this);
    }

    @Override
    public void run() {
        while (isOpen()) {
            try {
                serve();
            } catch (BrokerException e) {
                tell(e);
            } catch (RuntimeException e) {
                LOG.error("The consumer failed and starts again", e);
            }
            pause(reconnectPause.toMillis());
        }
        faults.clear(this);
    }

    /** Logs once for each outage. */
    private void tell(BrokerException failure) {
        if (faults.add(this, failure)) {
            LOG.warn("This process receives no messages. {}", failure.getMessage());
        }
    }

    private void serve() {
        Channel channel = broker.open("consumer");
        try {
            BlockingQueue<Optional<Delivery>> inbox = inbox();
            channel.basicQos(1);
            channel.basicConsume(
                    topology.queue(),
                    false,
                    (tag, delivery) -> inbox.add(Optional.of(delivery)),
                    tag -> inbox.add(ENDED),
                    (tag, signal) -> inbox.add(ENDED));
            if (faults.clear(this)) {
                LOG.info("This process receives messages again");
            }
            take(channel, inbox);
        } catch (IOException | ShutdownSignalException e) {
            throw BrokerException.outage("The connection to RabbitMQ broke", null, e);
        } finally {
            Broker.abort(channel.getConnection());
        }
    }

    private BlockingQueue<Optional<Delivery>> inbox() {
        BlockingQueue<Optional<Delivery>> inbox = new LinkedBlockingQueue<>();
        synchronized (lock) {
            events = inbox;
            if (!open) {
                inbox.add(ENDED);
            }
        }
        return inbox;
    }

    /** Runs until the subscription is closed or the broker ends the consumer. */
    private void take(Channel channel, BlockingQueue<Optional<Delivery>> inbox) throws IOException {
        while (isOpen()) {
            try {
                Optional<Delivery> delivery = inbox.take();
                if (delivery.isEmpty()) {
                    return;
                }
                if (isOpen()) {
                    handle(channel, delivery.get());
                }
            } catch (InterruptedException e) {
                LOG.debug("Only close() ends this thread", e);
            }
        }
    }

    private void handle(Channel channel, Delivery delivery) throws IOException {
        long tag = delivery.getEnvelope().getDeliveryTag();
        UUID id = jobId(delivery.getBody());
        if (id == null) {
            LOG.error("A message that is no job id goes to the queue {}", topology.deadLetterQueue());
            channel.basicReject(tag, false);
            return;
        }
        boolean done;
        try (LoggedJob logged = LoggedJob.of(id)) {
            done = handled(id);
        }
        if (done) {
            channel.basicAck(tag, false);
        } else {
            channel.basicNack(tag, false, true);
        }
    }

    private boolean handled(UUID id) {
        try {
            handler.handle(id);
            return true;
        } catch (InterruptedException e) {
            LOG.debug("Job {} goes back to the queue", id, e);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("Job {} is handed back to the queue", id, e);
            pause(PAUSE_AFTER_FAILURE_MS);
        }
        return false;
    }

    private static @Nullable UUID jobId(byte[] body) {
        String text = new String(body, StandardCharsets.US_ASCII);
        if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            return null;
        }
        return UUID.fromString(text);
    }

    private boolean isOpen() {
        synchronized (lock) {
            return open;
        }
    }

    private void pause(long millis) {
        synchronized (lock) {
            if (open) {
                try {
                    lock.wait(millis);
                } catch (InterruptedException e) {
                    LOG.debug("Only close() ends this thread", e);
                }
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            open = false;
            if (events != null) {
                events.add(ENDED);
            }
            lock.notifyAll();
        }
        Thread running = thread;
        if (running != null && running != Thread.currentThread()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
