package org.lungburden.api.limits;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.lungburden.api.problem.RetryLaterException;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Refuses studies of owners who have uploaded too much today. */
public final class UploadLimit {
    private final CallerUsage usage;
    private final LimitSettings settings;
    private final Clock clock;
    private final boolean held;

    /** @param held whether callers sign in, since otherwise all are one */
    public UploadLimit(CallerUsage usage, LimitSettings settings, Clock clock, boolean held) {
        this.usage = usage;
        this.settings = settings;
        this.clock = clock;
        this.held = held;
    }

    /**
     * Before a byte of the body is read.
     *
     * @param declaredBytes length of the body as announced; -1 when unknown
     * @throws CodedException {@code RATE_LIMITED}
     */
    public void check(String owner, long declaredBytes) {
        if (!held) {
            return;
        }
        checkBytes(usage.used(LimitedCaller.ofOwner(owner)).bytes() + Math.max(0, declaredBytes));
    }

    /**
     * Counts bytes of a body as they arrive.
     *
     * @throws CodedException {@code RATE_LIMITED}
     */
    public void arrived(String owner, long bytes) {
        if (held) {
            checkBytes(usage.count(LimitedCaller.ofOwner(owner), 0, bytes).bytes());
        }
    }

    private void checkBytes(long bytes) {
        if (bytes > settings.uploadsPerDay().toBytes()) {
            throw new RetryLaterException(
                    ErrorCode.RATE_LIMITED,
                    "With this study you would upload more than the "
                            + settings.uploadsPerDay().toMegabytes()
                            + " MB that one owner may upload on a day (UTC). Send it tomorrow, or ask the operator of"
                            + " the service for more.",
                    leftOfDay());
        }
    }

    private Duration leftOfDay() {
        LocalDate tomorrow =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        return Duration.between(
                clock.instant(), tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
