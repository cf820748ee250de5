package org.lungburden.api.webhook.send;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lungburden.database.DatabaseUse;
import org.lungburden.job.LoggedJob;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.webhook.Deliveries;
import org.lungburden.webhook.Deliveries.Taken;
import org.lungburden.webhook.DeliveryEnd;
import org.lungburden.webhook.DeliveryState;
import org.lungburden.webhook.Lane;
import org.lungburden.webhook.WebhookSecret;
import org.lungburden.webhook.WebhookSecrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the lanes their turns: each gets one attempt before any gets the next. Attempts run on threads of their own, and
 * these write one after the other, so that webhooks take at most two connections of the background's.
 */
public class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int LANES_A_LOOK = 200;
    private static final int GIVEN_UP_AT_ONCE = 1000;
    private static final int IDLE_SECONDS = 30;
    private static final int STOP_SECONDS = 3;

    private final Deliveries deliveries;
    private final WebhookSecrets secrets;
    private final Sender sender;
    private final Traffic traffic;
    private final RetryDelays delays;
    private final WebhookSettings settings;
    private final MeterRegistry registry;
    private final Semaphore room;
    private final ThreadPoolExecutor threads;
    private final Object books = new Object();
    private volatile Runnable ended = () -> {};
    private @Nullable Lane last;

    Dispatcher(
            Deliveries deliveries,
            WebhookSecrets secrets,
            Sender sender,
            Traffic traffic,
            RetryDelays delays,
            WebhookSettings settings,
            MeterRegistry registry) {
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.sender = sender;
        this.traffic = traffic;
        this.delays = delays;
        this.settings = settings;
        this.registry = registry;
        this.room = new Semaphore(settings.concurrency());
        this.threads = new ThreadPoolExecutor(
                settings.concurrency(),
                settings.concurrency(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.named("webhook-sender"));
        threads.allowCoreThreadTimeOut(true);
        for (DeliveryState state : DeliveryState.values()) {
            counter(state);
        }
    }

    /** Whom to call when an attempt has ended; the call must return at once. */
    public void onEnded(Runnable listener) {
        ended = listener;
    }

    /** Begins attempts until none is due or no thread is free. One thread at a time calls this. */
    public void round() {
        int begun;
        do {
            begun = pass();
        } while (begun > 0 && room.availablePermits() > 0 && !threads.isShutdown());
    }

    /** Each lane once, from where the last pass ended. */
    private int pass() {
        int begun = 0;
        do {
            Deliveries.Turn turn = deliveries.due(last, LANES_A_LOOK);
            for (Lane lane : turn.due()) {
                if (!room.tryAcquire()) {
                    return begun;
                }
                last = lane;
                begun += begin(lane) ? 1 : 0;
            }
            last = turn.last();
        } while (last != null);
        return begun;
    }

    private boolean begin(Lane lane) {
        Optional<Taken> taken = Optional.empty();
        if (traffic.begin(lane)) {
            try {
                taken = deliveries.take(lane, settings.lease());
            } finally {
                if (taken.isEmpty()) {
                    traffic.notTried(lane);
                }
            }
        }
        if (taken.isEmpty()) {
            room.release();
            return false;
        }
        Taken mine = taken.get();
        threads.execute(() -> attempt(mine));
        return true;
    }

    private void attempt(Taken taken) {
        DatabaseUse.background();
        try (LoggedJob logged = LoggedJob.of(taken.event().jobId())) {
            sent(taken);
        } catch (RuntimeException e) {
            LOG.warn("A delivery could not be made or written down; it follows when its lease is over", e);
        } finally {
            room.release();
            ended.run();
        }
    }

    private void sent(Taken taken) {
        Answer answer = null;
        try {
            List<WebhookSecret> valid;
            synchronized (books) {
                valid = secrets.of(taken.lane().owner());
            }
            answer = sender.send(taken, valid);
        } finally {
            if (answer == null) {
                traffic.notTried(taken.lane());
            }
        }
        boolean heldBack = false;
        if (answer.alive()) {
            traffic.succeeded(taken.lane());
        } else {
            heldBack = traffic.failed(taken.lane());
        }
        synchronized (books) {
            written(taken, answer).ifPresent(state -> counter(state).increment());
            if (heldBack) {
                int given = deliveries.giveUp(taken.lane(), GIVEN_UP_AT_ONCE);
                counter(DeliveryState.FAILED).increment(given);
            }
        }
    }

    private Optional<DeliveryState> written(Taken taken, Answer answer) {
        if (answer.good()) {
            return deliveries.delivered(taken, answer.tried())
                    ? Optional.of(DeliveryState.DELIVERED)
                    : Optional.empty();
        }
        if (answer.gone()) {
            return deliveries.refused(taken, answer.tried(), DeliveryEnd.GONE)
                    ? Optional.of(DeliveryState.FAILED)
                    : Optional.empty();
        }
        return deliveries.failed(taken, answer.tried(), delays.after(taken.tries(), answer.retryAfter()));
    }

    private Counter counter(DeliveryState state) {
        return Counter.builder("lungburden.webhooks.attempts")
                .description("Attempts to deliver, by what the delivery was after them")
                .tag("state", state.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    /** Lets attempts that run end, for a short time; what is cut off comes again. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
