package org.lungburden.api.testing;

import org.jspecify.annotations.Nullable;
import org.lungburden.job.Job;
import org.lungburden.job.JobFilter;
import org.lungburden.job.JobFilter.Field;
import org.lungburden.job.JobQuery;

/** Which jobs a list shows. */
final class FakeFilter {
    private FakeFilter() {}

    /** @param study that the job's result names */
    static boolean matches(JobQuery query, Job job, @Nullable String study) {
        JobFilter filter = query.filter();
        return job.owner().equals(query.owner())
                && (filter.statuses().isEmpty() || filter.statuses().contains(job.status()))
                && filter.values().entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(value(wanted.getKey(), job, study)))
                && (filter.createdFrom() == null || !job.createdAt().isBefore(filter.createdFrom()))
                && (filter.createdTo() == null || job.createdAt().isBefore(filter.createdTo()));
    }

    private static @Nullable String value(Field field, Job job, @Nullable String study) {
        return switch (field) {
            case CODE -> job.error() == null ? null : job.error().code().name();
            case REFERENCE -> job.reference();
            case SUBJECT -> job.subject();
            case BATCH -> job.batch();
            case STUDY_INSTANCE_UID -> study;
        };
    }
}
