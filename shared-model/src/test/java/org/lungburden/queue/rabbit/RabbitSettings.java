package org.lungburden.queue.rabbit;

import java.time.Duration;

/** Settings with short pauses. */
final class RabbitSettings {
    private RabbitSettings() {}

    static AmqpSettings of(RabbitServer broker, String queue) {
        return of(broker.uri(), queue);
    }

    static AmqpSettings of(String uri, String queue) {
        return new AmqpSettings(
                uri,
                null,
                null,
                queue,
                queue + ".dead",
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofMillis(50),
                Duration.ofMillis(50));
    }
}
