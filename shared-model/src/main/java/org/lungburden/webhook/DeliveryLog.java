package org.lungburden.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events of one job. Texts stand where a newer version may have written another name.
 *
 * @param url whom they go to; null when nobody is told
 * @param items oldest first
 */
public record DeliveryLog(@Nullable String url, List<Item> items) {
    public DeliveryLog {
        items = List.copyOf(items);
    }

    /**
     * One event.
     *
     * @param code why it failed for good; null when it did not
     * @param dueAt when the next attempt is due; null when none is
     * @param attempts oldest first
     */
    public record Item(
            UUID message,
            String type,
            String state,
            @Nullable String code,
            Instant occurredAt,
            @Nullable Instant dueAt,
            List<Attempt> attempts) {
        public Item {
            attempts = List.copyOf(attempts);
        }
    }

    /** One attempt: the receiver's status, or why there is none. */
    public record Attempt(
            Instant at,
            @Nullable Integer httpStatus,
            @Nullable String code) {}
}
