package org.lungburden.api.upload;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.lungburden.api.upload.submit.UploadSettings;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Limits the number of simultaneous uploads. Otherwise slow clients could take all threads from the clients that only
 * ask.
 */
final class UploadSlots {
    private final int slots;
    private final Semaphore free;

    UploadSlots(UploadSettings settings, MeterRegistry registry) {
        this.slots = settings.maxConcurrent();
        this.free = new Semaphore(slots);
        registry.gauge("lungburden.uploads.running", free, permits -> slots - permits.availablePermits());
    }

    /** @throws CodedException {@code UNAVAILABLE} when no slot is free */
    <T> T within(Supplier<T> upload) {
        if (!free.tryAcquire()) {
            throw new CodedException(ErrorCode.UNAVAILABLE, "Too many studies are being uploaded at the moment.");
        }
        try {
            return upload.get();
        } finally {
            free.release();
        }
    }
}
