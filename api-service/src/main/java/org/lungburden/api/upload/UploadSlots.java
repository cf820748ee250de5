package org.lungburden.api.upload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.lungburden.api.limits.SharedSlots;
import org.lungburden.api.share.OwnerSlots;
import org.lungburden.api.upload.submit.UploadSettings;
import org.lungburden.error.CodedException;

/**
 * Limits the number of simultaneous uploads. Otherwise slow clients could take all threads from the clients that only
 * ask.
 */
public final class UploadSlots {
    private final OwnerSlots slots;
    private final SharedSlots shared;
    private final int perOwner;
    private final String ownFull;

    UploadSlots(UploadSettings settings, SharedSlots shared, MeterRegistry registry) {
        this.shared = shared;
        this.perOwner = settings.maxConcurrentPerOwner();
        this.ownFull = "At most " + perOwner
                + " of your studies may be uploaded at once; send this one when another has ended.";
        this.slots = new OwnerSlots(
                settings.maxConcurrent(),
                settings.maxConcurrentPerOwner(),
                new OwnerSlots.Sentences(
                        "Too many studies are being uploaded at the moment. Try again soon.", ownFull));
        Gauge.builder("lungburden.uploads.running", slots, OwnerSlots::taken)
                .description("Studies that this process receives")
                .register(registry);
    }

    /**
     * Callers who sign in are owners, and their uploads are counted over all APIs.
     *
     * @throws CodedException {@code RATE_LIMITED} when an owner who signed in has too many, {@code UNAVAILABLE} when
     *     this process has too many
     */
    public <T> T within(String owner, Supplier<T> upload) {
        try (OwnerSlots.Slot own = shared.take(owner, perOwner, ownFull);
                OwnerSlots.Slot slot = slots.take(owner)) {
            return upload.get();
        }
    }
}
