package org.lungburden.queue;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which queue hands out the work.
 *
 * @param queue {@code lungburden.queue}
 */
@Validated
@ConfigurationProperties("lungburden")
public record QueueSettings(
        @DefaultValue("inprocess") @NotNull Kind queue) {

    /** The queues there are. */
    public enum Kind {
        /** Within one process; lost with it, which does no harm since the state is kept elsewhere. */
        INPROCESS,
        /** A broker between processes. */
        RABBIT
    }
}
