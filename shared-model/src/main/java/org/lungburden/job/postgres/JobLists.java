package org.lungburden.job.postgres;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Job;
import org.lungburden.job.JobPage;
import org.lungburden.job.JobQuery;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/** Pages of jobs, newest first, by keyset. */
final class JobLists {
    private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "createdAt", "id");
    private static final int MAX_LIMIT = 200;

    private final JobRepository jobs;

    JobLists(JobRepository jobs) {
        this.jobs = jobs;
    }

    JobPage page(JobQuery query) {
        if (query.limit() < 1 || query.limit() > MAX_LIMIT) {
            throw new CodedException(ErrorCode.INVALID_REQUEST, "The limit must lie between 1 and " + MAX_LIMIT + ".");
        }
        List<Job> found =
                jobs
                        .findBy(
                                matching(query),
                                fluent -> fluent.sortBy(NEWEST_FIRST)
                                        .limit(query.limit() + 1)
                                        .all())
                        .stream()
                        .map(JobEntity::toJob)
                        .toList();
        if (found.size() <= query.limit()) {
            return new JobPage(found, null);
        }
        List<Job> items = found.subList(0, query.limit());
        return new JobPage(items, Cursor.after(items.get(items.size() - 1)).encode());
    }

    private static Specification<JobEntity> matching(JobQuery query) {
        Cursor cursor = query.cursor() == null ? null : Cursor.decode(query.cursor());
        return (job, criteria, builder) -> {
            List<Predicate> all = new ArrayList<>();
            all.add(builder.equal(job.get("owner"), query.owner()));
            all.add(builder.isNull(job.get("deletedAt")));
            equal(all, builder, job, "status", query.status());
            equal(all, builder, job, "reference", query.reference());
            equal(all, builder, job, "subject", query.subject());
            equal(all, builder, job, "batch", query.batch());
            if (cursor != null) {
                all.add(beyond(cursor, builder, job));
            }
            return builder.and(all);
        };
    }

    private static void equal(
            List<Predicate> all, CriteriaBuilder builder, Root<JobEntity> job, String field, @Nullable Object value) {
        if (value != null) {
            all.add(builder.equal(job.get(field), value));
        }
    }

    private static Predicate beyond(Cursor cursor, CriteriaBuilder builder, Root<JobEntity> job) {
        return builder.and(
                builder.lessThanOrEqualTo(job.get("createdAt"), cursor.createdAt()),
                builder.or(
                        builder.lessThan(job.get("createdAt"), cursor.createdAt()),
                        builder.lessThan(job.get("id"), cursor.id())));
    }
}
