package org.lungburden.queue;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which queue hands out the work.
 *
 * @param queue value of {@code lungburden.queue}
 */
@Validated
@ConfigurationProperties("lungburden")
public record QueueSettings(
        @DefaultValue("inprocess") @NotNull Kind queue) {

    /** The available queues. */
    public enum Kind {
        /**
         * A queue within one process. Its content is lost with the process, which does no harm, because the database
         * holds the state.
         */
        INPROCESS,
        /** A broker between processes. */
        RABBIT
    }
}
