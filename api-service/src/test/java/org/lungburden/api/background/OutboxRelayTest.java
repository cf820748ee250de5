package org.lungburden.api.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lungburden.job.JobSettings;
import org.lungburden.job.upkeep.Outbox;
import org.lungburden.queue.WorkQueue;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@Timeout(30)
class OutboxRelayTest {
    private final FakeOutbox outbox = new FakeOutbox();
    private final FakeQueue queue = new FakeQueue();
    private final OutboxRelay relay =
            new OutboxRelay(outbox, queue, settings(Map.of("lungburden.job.relay-interval", "1h")));

    @AfterEach
    void stop() {
        relay.stop();
    }

    static JobSettings settings(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("lungburden.job", JobSettings.class);
    }

    @Test
    void sendsAtStartWhatAnEarlierProcessLeftInAsManyBatchesAsItTakes() {
        List<UUID> left = outbox.write(250);
        relay.start();
        await().until(() -> queue.published.size() == 250);
        assertThat(queue.published).containsExactlyElementsOf(left);
        assertThat(queue.largest).isEqualTo(100);
    }

    @Test
    void commitWakesIt() {
        relay.start();
        await().until(() -> outbox.rounds > 0);
        List<UUID> written = outbox.write(1);
        await().until(() -> queue.published.containsAll(written));
    }

    @Test
    void brokerThatFailsIsTriedAgainInTheNextRound() {
        List<UUID> written = outbox.write(1);
        queue.broken = true;
        relay.round();
        assertThat(queue.published).isEmpty();
        queue.broken = false;
        relay.round();
        assertThat(queue.published).containsExactlyElementsOf(written);
    }

    @Test
    void transactionBeginsWhenTheBrokerIsReadyAndNotBefore() {
        outbox.write(1);
        queue.unreachable = true;
        relay.round();
        assertThat(outbox.rounds).isZero();
        queue.unreachable = false;
        relay.round();
        assertThat(outbox.rounds).isEqualTo(1);
    }

    @Test
    void stoppedRelayListensNoMore() {
        relay.start();
        relay.stop();
        assertThat(outbox.listener).isNull();
        assertThat(relay.isRunning()).isFalse();
    }

    private static final class FakeOutbox implements Outbox {
        private final List<UUID> rows = new ArrayList<>();
        private @Nullable Runnable listener;
        private volatile int rounds;

        private List<UUID> write(int count) {
            List<UUID> written = new ArrayList<>();
            synchronized (this) {
                for (int i = 0; i < count; i++) {
                    written.add(UUID.randomUUID());
                }
                rows.addAll(written);
            }
            if (listener != null) {
                listener.run();
            }
            return written;
        }

        @Override
        public synchronized int relay(int limit, Consumer<List<UUID>> publisher) {
            List<UUID> due = rows.subList(0, Math.min(limit, rows.size()));
            int sent = due.size();
            publisher.accept(List.copyOf(due));
            due.clear();
            rounds = rounds + 1;
            return sent;
        }

        @Override
        public int removeSent(Duration age, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Registration onWritten(Runnable wake) {
            listener = wake;
            return () -> listener = null;
        }
    }

    private static final class FakeQueue implements WorkQueue {
        private final Collection<UUID> published = new ConcurrentLinkedQueue<>();
        private int largest;
        private boolean broken;
        private boolean unreachable;

        @Override
        public void prepare() {
            if (unreachable) {
                throw new IllegalStateException("no broker");
            }
        }

        @Override
        public void publish(List<UUID> jobIds) {
            if (broken) {
                throw new IllegalStateException("no broker");
            }
            published.addAll(jobIds);
            largest = Math.max(largest, jobIds.size());
        }

        @Override
        public Subscription consume(Handler handler) {
            throw new UnsupportedOperationException();
        }
    }
}
