package org.lungburden.api.jobs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobFilter;
import org.lungburden.job.JobFilter.Field;
import org.lungburden.job.JobStatus;

/** Reads the filters of a list of jobs; throws {@link ParameterException} for an invalid filter. */
final class JobFilters {
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");
    /** RFC 3339, section 5.6. */
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private JobFilters() {}

    /** The parameters as in the query; null when the query lacks one. */
    record Parameters(
            @Nullable List<String> status,
            @Nullable String code,
            Labels labels,
            @Nullable String studyInstanceUid,
            @Nullable String createdFrom,
            @Nullable String createdTo) {}

    static JobFilter of(Parameters query) {
        Map<Field, String> values = new EnumMap<>(Field.class);
        values.putAll(query.labels().values());
        if (query.code() != null) {
            values.put(Field.CODE, code(query.code()));
        }
        if (query.studyInstanceUid() != null) {
            values.put(Field.STUDY_INSTANCE_UID, uid(query.studyInstanceUid()));
        }
        return new JobFilter(
                statuses(query.status()),
                values,
                time("createdFrom", query.createdFrom()),
                time("createdTo", query.createdTo()));
    }

    /** The query may repeat the parameter, or hold several states separated by commas. */
    private static Set<JobStatus> statuses(@Nullable List<String> texts) {
        if (texts == null) {
            return Set.of();
        }
        Set<JobStatus> statuses = new HashSet<>();
        texts.stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(JobFilters::status)
                .forEach(statuses::add);
        if (statuses.isEmpty()) {
            throw unknownStatus();
        }
        return statuses;
    }

    private static JobStatus status(String name) {
        return JobStatus.known().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow(JobFilters::unknownStatus);
    }

    private static ParameterException unknownStatus() {
        return refused("status", "must be QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED, or several of them");
    }

    private static String code(String name) {
        return Arrays.stream(ErrorCode.values())
                .map(ErrorCode::name)
                .filter(name::equals)
                .findFirst()
                .orElseThrow(() -> refused("code", "must be the code of an error"));
    }

    private static String uid(String text) {
        if (!UID.matcher(text).matches()) {
            throw refused("studyInstanceUid", "must be 1 to 64 digits and dots");
        }
        return text;
    }

    /** Rounds up to the microseconds that the store keeps. Rounding up moves no job across the limit. */
    private static @Nullable Instant time(String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        String rule = "must be a time such as 2026-03-01T00:00:00Z, with + written as %2B";
        if (!TIME.matcher(text).matches()) {
            throw refused(parameter, rule);
        }
        try {
            return OffsetDateTime.parse(text).toInstant().plusNanos(999).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new ParameterException(parameter, sentence(parameter, rule), e);
        }
    }

    private static ParameterException refused(String parameter, String rule) {
        return new ParameterException(parameter, sentence(parameter, rule));
    }

    private static String sentence(String parameter, String rule) {
        return "The parameter " + parameter + " " + rule + ".";
    }
}
