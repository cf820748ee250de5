package org.lungburden.api.upload.body;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Ends an upload that arrives too slowly, because it holds a thread and a slot. */
public final class UploadPace {
    private static final double NANOS = 1e9;

    private final PaceSettings settings;
    private final LongSupplier nanoTime;
    private final long begun;
    private long windowBytes;
    private long windowNanos;

    /** @param nanoTime as {@link System#nanoTime()} */
    public UploadPace(PaceSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /**
     * Notes what one read gave. A slow store does not count against the client, because the bytes have arrived meanwhile
     * and the next reads do not wait.
     *
     * @param since {@link #now} before the read
     * @throws CodedException {@code REQUEST_TIMEOUT}
     */
    void arrived(int bytes, long since) {
        long now = now();
        if (now - begun > settings.deadline().toNanos()) {
            throw new CodedException(
                    ErrorCode.REQUEST_TIMEOUT,
                    "An upload may take at most " + words(settings.deadline())
                            + "; send the study over a faster connection, or without the series that are not needed.");
        }
        windowBytes += bytes;
        windowNanos += now - since;
        if (windowNanos < settings.rateWindow().toNanos()) {
            return;
        }
        if (windowBytes / (windowNanos / NANOS) < settings.leastRate().toBytes()) {
            throw new CodedException(
                    ErrorCode.REQUEST_TIMEOUT,
                    "The upload is slower than " + settings.leastRate().toBytes()
                            + " bytes a second; send the study over a faster connection.");
        }
        windowBytes = 0;
        windowNanos = 0;
    }

    private static String words(Duration time) {
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
    }
}
