package org.lungburden.api.background;

import org.jspecify.annotations.Nullable;
import org.lungburden.job.JobSettings;
import org.lungburden.job.upkeep.Outbox;
import org.lungburden.queue.WorkQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes due messages. Each commit in this process wakes the relay. A slow poll finds the messages of other
 * processes and delayed messages.
 */
final class OutboxRelay extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    private final Outbox outbox;
    private final WorkQueue queue;
    private final int batch;
    private Outbox.@Nullable Registration registration;
    private @Nullable Class<?> told;

    OutboxRelay(Outbox outbox, WorkQueue queue, JobSettings settings) {
        super("outbox-relay", settings.relayInterval());
        this.outbox = outbox;
        this.queue = queue;
        this.batch = settings.relayBatch();
    }

    @Override
    public synchronized void start() {
        registration = outbox.onWritten(this::wake);
        super.start();
    }

    @Override
    public synchronized void stop() {
        if (registration != null) {
            registration.close();
        }
        super.stop();
    }

    /** The relay prepares the queue outside the transaction, because the transaction holds a connection of the pool. */
    @Override
    void round() {
        try {
            int sent = batch;
            while (sent == batch) {
                queue.prepare();
                sent = outbox.relay(batch, queue::publish);
            }
            tellMended();
        } catch (RuntimeException e) {
            tell(e);
        }
    }

    /** Logs once for each outage, because rounds follow each other fast. */
    private void tell(RuntimeException failure) {
        if (!failure.getClass().equals(told)) {
            told = failure.getClass();
            LOG.warn("Messages could not be sent; the next round tries again", failure);
        }
    }

    private void tellMended() {
        if (told != null) {
            told = null;
            LOG.info("Messages are sent again");
        }
    }
}
