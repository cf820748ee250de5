package org.lungburden.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param httpStatus the answer's; null without an answer
 * @param code why there was no answer; null with one
 */
public record Tried(@Nullable Integer httpStatus, @Nullable AttemptCode code) {
    public static Tried answered(int status) {
        return new Tried(status, null);
    }

    public static Tried unanswered(AttemptCode code) {
        return new Tried(null, code);
    }
}
