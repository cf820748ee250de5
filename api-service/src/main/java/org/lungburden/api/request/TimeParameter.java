package org.lungburden.api.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;

/** A time in a query, by which lists are filtered. */
public final class TimeParameter {
    /** RFC 3339, section 5.6. */
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private TimeParameter() {}

    /**
     * Rounds up to the microseconds that the database keeps. Rounding up moves no item across the limit.
     *
     * @throws ParameterException
     */
    public static @Nullable Instant of(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        String sentence =
                "The parameter " + parameter + " must be a time such as 2026-03-01T00:00:00Z, with + written as %2B.";
        if (!TIME.matcher(text).matches()) {
            throw new ParameterException(parameter, sentence);
        }
        try {
            return OffsetDateTime.parse(text).toInstant().plusNanos(999).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new ParameterException(parameter, sentence, e);
        }
    }
}
