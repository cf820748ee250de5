package org.lungburden.queue.rabbit;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.lungburden.queue.WorkQueue;

/** Ids in a durable quorum queue of RabbitMQ. Connects when it is first used, and again whenever it must. */
public final class RabbitWorkQueue implements WorkQueue, AutoCloseable {
    private final Broker broker;
    private final Topology topology;
    private final AmqpSettings settings;
    private final RabbitPublisher publisher;
    private final AtomicInteger consumers = new AtomicInteger();

    /**
     * @param tls what {@code amqps} trusts and shows; the JDK's when absent
     * @throws IllegalArgumentException when the settings name no broker
     */
    public RabbitWorkQueue(AmqpSettings settings, @Nullable SSLContext tls) {
        this.settings = settings;
        this.broker = new Broker(settings, tls);
        this.topology = new Topology(settings);
        this.publisher = new RabbitPublisher(broker, topology, settings.confirmTimeout());
    }

    /** @throws BrokerException within two connect timeouts and one confirm timeout */
    @Override
    public void publish(List<UUID> jobIds) {
        publisher.publish(jobIds);
    }

    @Override
    public Subscription consume(Handler handler) {
        RabbitConsumer consumer = new RabbitConsumer(broker, topology, settings.reconnectPause(), handler);
        Thread thread = new Thread(consumer, "work-queue-" + consumers.incrementAndGet());
        thread.setDaemon(true);
        consumer.startOn(thread);
        return consumer;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
