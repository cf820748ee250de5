package org.lungburden.api.upload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.lungburden.api.share.OwnerSlots;
import org.lungburden.api.upload.submit.UploadSettings;
import org.lungburden.error.CodedException;

/**
 * Limits the number of simultaneous uploads. Otherwise slow clients could take all threads from the clients that only
 * ask.
 */
final class UploadSlots {
    private final OwnerSlots slots;

    UploadSlots(UploadSettings settings, MeterRegistry registry) {
        this.slots = new OwnerSlots(
                settings.maxConcurrent(),
                settings.maxConcurrentPerOwner(),
                new OwnerSlots.Sentences(
                        "Too many studies are being uploaded at the moment. Try again soon.",
                        "At most " + settings.maxConcurrentPerOwner()
                                + " of your studies may be uploaded at once; send this one when another has ended."));
        Gauge.builder("lungburden.uploads.running", slots, OwnerSlots::taken)
                .description("Studies that this process receives")
                .register(registry);
    }

    /** @throws CodedException {@code UNAVAILABLE} when no slot is free */
    <T> T within(String owner, Supplier<T> upload) {
        try (OwnerSlots.Slot slot = slots.take(owner)) {
            return upload.get();
        }
    }
}
