package org.lungburden.api.revisions;

import java.time.Duration;
import java.util.function.Supplier;
import org.lungburden.api.problem.RetryLaterException;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Tells whose corrections are too many when to come again. */
final class Waiting {
    private static final Duration QUEUE_MOVES = Duration.ofSeconds(30);

    private Waiting() {}

    static <T> T told(Supplier<T> call) {
        try {
            return call.get();
        } catch (CodedException e) {
            throw e.code() == ErrorCode.QUEUE_FULL
                    ? new RetryLaterException(ErrorCode.QUEUE_FULL, e.detail(), QUEUE_MOVES)
                    : e;
        }
    }
}
