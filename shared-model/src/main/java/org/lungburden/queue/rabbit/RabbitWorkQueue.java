package org.lungburden.queue.rabbit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.InvalidSettingException;
import org.lungburden.queue.WorkQueue;

/** Ids in a durable quorum queue of RabbitMQ. Connects at the first use, and again after a failure. */
public final class RabbitWorkQueue implements WorkQueue, AutoCloseable {
    private final Broker broker;
    private final Topology topology;
    private final AmqpSettings settings;
    private final BrokerFaults faults = new BrokerFaults();
    private final RabbitPublisher publisher;
    private final AtomicInteger consumers = new AtomicInteger();

    /**
     * @param tls certificates for {@code amqps} to trust and to present; the JDK's when absent
     * @throws InvalidSettingException when the settings name no broker
     */
    public RabbitWorkQueue(AmqpSettings settings, @Nullable SSLContext tls) {
        this.settings = settings;
        this.topology = new Topology(settings);
        this.broker = new Broker(settings, topology, tls, System::nanoTime);
        this.publisher =
                new RabbitPublisher(broker, topology.queue(), settings.confirmTimeout(), faults, System::nanoTime);
    }

    /** @throws BrokerException within a few connect timeouts */
    @Override
    public void prepare() {
        publisher.prepare();
    }

    /** @throws BrokerException within the confirm timeout when {@link #prepare()} has just succeeded */
    @Override
    public void publish(List<UUID> jobIds) {
        publisher.publish(jobIds);
    }

    @Override
    public Optional<String> fault() {
        return faults.any();
    }

    @Override
    public Subscription consume(Handler handler) {
        RabbitConsumer consumer = new RabbitConsumer(broker, topology, settings.reconnectPause(), faults, handler);
        consumer.start("work-queue-" + consumers.incrementAndGet());
        return consumer;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
