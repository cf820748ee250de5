package org.lungburden.queue.rabbit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A connection that publishes, from opening to end. */
final class PublishingLine {
    private static final String CONTENT_TYPE = "text/plain";
    private static final int PERSISTENT = 2;

    private final Channel channel;
    private final AtomicInteger returned = new AtomicInteger();
    private volatile @Nullable String blocked;

    private PublishingLine(Channel channel) {
        this.channel = channel;
    }

    /** Takes over the channel, and closes its connection when the setup fails. */
    static PublishingLine on(Channel channel) throws IOException {
        PublishingLine line = new PublishingLine(channel);
        try {
            channel.getConnection().addBlockedListener(reason -> line.blocked = reason, () -> line.blocked = null);
            channel.addReturnListener(message -> line.returned.incrementAndGet());
            channel.confirmSelect();
            return line;
        } catch (IOException | RuntimeException e) {
            line.end();
            throw e;
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Why the broker accepts no messages on this connection: lack of memory or disk. */
    @Nullable
    String blocked() {
        return blocked;
    }

    /** Number of messages that came back since the last call, because their queue is gone. */
    int takeReturned() {
        return returned.getAndSet(0);
    }

    void send(List<UUID> jobIds, String queue) throws IOException {
        for (UUID id : jobIds) {
            String text = id.toString();
            BasicProperties properties = new BasicProperties.Builder()
                    .contentType(CONTENT_TYPE)
                    .deliveryMode(PERSISTENT)
                    .messageId(text)
                    .build();
            channel.basicPublish("", queue, true, properties, text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** @return whether the broker has stored every message sent so far; false when it refused one */
    boolean awaitConfirms(long millis) throws InterruptedException, TimeoutException {
        return channel.waitForConfirms(millis);
    }

    void end() {
        Broker.abort(channel.getConnection());
    }
}
