package org.lungburden.job.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.upkeep.Outbox;

/** Messages in memory. */
final class MemoryOutbox implements Outbox {
    private final List<Message> messages = new ArrayList<>();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Clock clock;

    MemoryOutbox(Clock clock) {
        this.clock = clock;
    }

    private static final class Message {
        private final UUID jobId;
        private Instant dueAt;
        private @Nullable Instant sentAt;

        private Message(UUID jobId, Instant dueAt) {
            this.jobId = jobId;
            this.dueAt = dueAt;
        }
    }

    synchronized void clear() {
        messages.clear();
    }

    void write(UUID jobId, Instant dueAt) {
        synchronized (this) {
            messages.add(new Message(jobId, dueAt));
        }
        listeners.forEach(Runnable::run);
    }

    synchronized void elapse(UUID jobId, Duration time) {
        of(jobId).forEach(message -> message.dueAt = message.dueAt.minus(time));
    }

    synchronized void elapseSent(Duration time) {
        messages.stream()
                .filter(message -> message.sentAt != null)
                .forEach(message -> message.sentAt = message.sentAt.minus(time));
    }

    synchronized List<Duration> pending(UUID jobId) {
        Instant now = clock.instant();
        return of(jobId).stream()
                .filter(message -> message.sentAt == null)
                .map(message -> Duration.between(now, message.dueAt))
                .toList();
    }

    synchronized List<Message> of(UUID jobId) {
        return messages.stream().filter(message -> message.jobId.equals(jobId)).toList();
    }

    @Override
    public synchronized int relay(int limit, Consumer<List<UUID>> publisher) {
        Instant now = clock.instant();
        List<Message> due = messages.stream()
                .filter(message -> message.sentAt == null && !message.dueAt.isAfter(now))
                .sorted(Comparator.comparing(message -> message.dueAt))
                .limit(limit)
                .toList();
        if (!due.isEmpty()) {
            publisher.accept(
                    due.stream().map(message -> message.jobId).distinct().toList());
            due.forEach(message -> message.sentAt = now);
        }
        return due.size();
    }

    @Override
    public synchronized int removeSent(Duration age, int limit) {
        Instant before = clock.instant().minus(age);
        List<Message> old = messages.stream()
                .filter(message -> message.sentAt != null && message.sentAt.isBefore(before))
                .limit(limit)
                .toList();
        messages.removeAll(old);
        return old.size();
    }

    @Override
    public Registration onWritten(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
