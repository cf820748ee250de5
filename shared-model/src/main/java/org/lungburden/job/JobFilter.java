package org.lungburden.job;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs a list shows; a job must meet every condition.
 *
 * @param statuses the job has one of them; empty for any status
 * @param values the job's field has exactly this value
 * @param search the job's reference or subject begins so, whatever the case; of more than {@link #MOST_FOUND} references,
 *     or as many subjects, only the first in their order count
 * @param createdFrom created then or later
 * @param createdTo created before
 */
public record JobFilter(
        Set<JobStatus> statuses,
        Map<Field, String> values,
        @Nullable String search,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo) {
    /** Labels that a search looks at. */
    public static final int MOST_FOUND = 200;

    /** Every job. */
    public static final JobFilter ALL = new JobFilter(Set.of(), Map.of(), null, null);

    /** Without a search. */
    public JobFilter(
            Set<JobStatus> statuses,
            Map<Field, String> values,
            @Nullable Instant createdFrom,
            @Nullable Instant createdTo) {
        this(statuses, values, null, createdFrom, createdTo);
    }

    public JobFilter {
        statuses = Set.copyOf(statuses);
        values = Map.copyOf(values);
    }

    public static JobFilter of(Field field, String value) {
        return new JobFilter(Set.of(), Map.of(field, value), null, null);
    }

    public static JobFilter of(JobStatus... statuses) {
        return new JobFilter(Set.of(statuses), Map.of(), null, null);
    }

    public static JobFilter of(String search) {
        return new JobFilter(Set.of(), Map.of(), search, null, null);
    }

    /** Fields that a list can filter by an exact value. */
    public enum Field {
        /** The code of the error with which a job failed. */
        CODE,
        REFERENCE,
        SUBJECT,
        BATCH,
        /** Known only after a DICOM study has its result. */
        STUDY_INSTANCE_UID
    }
}
