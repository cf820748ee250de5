package org.lungburden.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * What a caller used in one minute and one day.
 *
 * @param minute its beginning
 * @param requests in that minute
 * @param day in UTC
 * @param bytes uploaded on that day
 */
public record Usage(Instant minute, long requests, LocalDate day, long bytes) {
    public static Usage at(Instant time, long requests, long bytes) {
        return new Usage(
                time.truncatedTo(ChronoUnit.MINUTES), requests, LocalDate.ofInstant(time, ZoneOffset.UTC), bytes);
    }

    /** Adds what was used in the same minute and on the same day; what is older no longer counts. */
    public Usage plus(Usage other) {
        Usage newer = other.minute.isAfter(minute) ? other : this;
        boolean sameMinute = other.minute.equals(minute);
        boolean sameDay = other.day.equals(day);
        return new Usage(
                newer.minute,
                sameMinute ? requests + other.requests : newer.requests,
                newer.day,
                sameDay ? bytes + other.bytes : newer.bytes);
    }
}
