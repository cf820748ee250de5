package org.lungburden.api.jobs;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.api.request.TimeParameter;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobFilter;
import org.lungburden.job.JobFilter.Field;
import org.lungburden.job.JobQuery.Order;
import org.lungburden.job.JobStatus;

/** Reads the filters of a list of jobs; throws {@link ParameterException} for an invalid filter. */
final class JobFilters {
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

    private JobFilters() {}

    /** The parameters as in the query; null when the query lacks one. */
    record Parameters(
            @Nullable List<String> status,
            @Nullable String code,
            Labels labels,
            @Nullable String studyInstanceUid,
            @Nullable String search,
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
                search(query.search()),
                TimeParameter.of("createdFrom", query.createdFrom()),
                TimeParameter.of("createdTo", query.createdTo()));
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

    /** The beginning of a label, so that it must be one itself. */
    private static @Nullable String search(@Nullable String text) {
        Labels.check("search", text);
        return text;
    }

    /** Newest first without the parameter. */
    static Order order(@Nullable String sort) {
        if (sort == null) {
            return Order.NEWEST;
        }
        return switch (sort) {
            case "-createdAt" -> Order.NEWEST;
            case "-burden" -> Order.BURDEN;
            default -> throw refused("sort", "must be -createdAt or -burden");
        };
    }

    private static ParameterException refused(String parameter, String rule) {
        return new ParameterException(parameter, "The parameter " + parameter + " " + rule + ".");
    }
}
