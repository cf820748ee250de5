package org.lungburden.queue.rabbit;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How to reach RabbitMQ.
 *
 * @param uri {@code amqp://} or {@code amqps://user:password@host:port/vhost}; a secret
 * @param username instead of the one in the URI
 * @param password instead of the one in the URI; a secret
 * @param queue the quorum queue that hands out job ids
 * @param deadLetterQueue the queue for messages that are not job ids
 * @param sslBundle name of the {@code spring.ssl.bundle} with the certificates to trust and to show; the JDK's when
 *     absent
 * @param connectTimeout for the connection, and again for the handshake on it
 * @param confirmTimeout how long the broker may take to confirm that it has stored a batch
 * @param heartbeat how often either side shows that it is alive; two missed ones end the connection
 * @param reconnectPause pause before the next try after a broken connection
 * @param refusalPause pause before the next try after the broker refused: wrong password, a queue with other arguments
 */
@Validated
@ConfigurationProperties("lungburden.amqp")
public record AmqpSettings(
        @Nullable String uri,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("lungburden.jobs") @NotBlank String queue,
        @DefaultValue("lungburden.jobs.dead") @NotBlank String deadLetterQueue,
        @Nullable String sslBundle,

        @DefaultValue("2s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 60)
        Duration connectTimeout,

        @DefaultValue("2s") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 60)
        Duration confirmTimeout,

        @DefaultValue("10s") @NotNull @DurationMin(seconds = 1) @DurationMax(seconds = 600)
        Duration heartbeat,

        @DefaultValue("1s") @NotNull @DurationMin(millis = 10) @DurationMax(seconds = 60)
        Duration reconnectPause,

        @DefaultValue("15s") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration refusalPause) {

    /** The text leaves out the URI and the password, because logs must not contain them. */
    @Override
    public String toString() {
        return "AmqpSettings[queue=" + queue + "]";
    }
}
