package org.lungburden.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.webhook.DeliveryLog;

/** What became of a job's events, oldest first. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveriesView(@Nullable String callbackUrl, List<Item> items) {

    /** @param id the receiver's {@code webhook-id} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            UUID id,
            String event,
            String state,
            @Nullable String code,
            Instant occurredAt,
            @Nullable Instant dueAt,
            List<Attempt> attempts) {}

    /** Never the receiver's words. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Attempt(
            Instant at, @Nullable Integer status, @Nullable String code) {}

    static DeliveriesView of(DeliveryLog log) {
        return new DeliveriesView(
                log.url(),
                log.items().stream()
                        .map(item -> new Item(
                                item.message(),
                                item.type(),
                                item.state(),
                                item.code(),
                                item.occurredAt(),
                                item.dueAt(),
                                item.attempts().stream()
                                        .map(each -> new Attempt(each.at(), each.httpStatus(), each.code()))
                                        .toList()))
                        .toList());
    }
}
