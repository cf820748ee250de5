package org.lungburden.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lungburden.queue.inprocess.InProcessWorkQueue;
import org.springframework.boot.health.actuate.endpoint.SimpleStatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class QueueHealthTest {
    private final FaultyQueue queue = new FaultyQueue();
    private final QueueHealth health = new QueueHealth(queue);

    @Test
    void queueThatIsAwayIsToldAndTakesNothingDown() {
        queue.fault = "RabbitMQ cannot be reached";
        Health told = health.health();
        assertThat(told.getStatus().getDescription()).isEqualTo("RabbitMQ cannot be reached");
        assertThat(told.getStatus().getCode()).isEqualTo(QueueHealth.DEGRADED);
        assertThat(new SimpleStatusAggregator().getAggregateStatus(Set.of(Status.UP, told.getStatus())))
                .isEqualTo(Status.UP);
        queue.fault = null;
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void queueWithinTheProcessIsAlwaysUp() {
        assertThat(new QueueHealth(new InProcessWorkQueue()).health().getStatus())
                .isEqualTo(Status.UP);
    }

    private static final class FaultyQueue implements WorkQueue {
        private @Nullable String fault;

        @Override
        public void publish(List<UUID> jobIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription consume(Handler handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> fault() {
            return Optional.ofNullable(fault);
        }
    }
}
