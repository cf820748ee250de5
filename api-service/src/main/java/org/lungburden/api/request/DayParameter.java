package org.lungburden.api.request;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;

/** A day, as {@code 2026-03-01} (ISO 8601). */
public final class DayParameter {
    /** Four digits, since PostgreSQL and clients read other years in ways of their own. */
    private static final Pattern DAY = Pattern.compile("[1-9]\\d{3}-\\d{2}-\\d{2}");

    private DayParameter() {}

    /** @throws ParameterException */
    public static @Nullable LocalDate of(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        String sentence = "The parameter " + parameter + " must be a day such as 2026-03-01.";
        if (!DAY.matcher(text).matches()) {
            throw new ParameterException(parameter, sentence);
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new ParameterException(parameter, sentence, e);
        }
    }
}
