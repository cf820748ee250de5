package org.lungburden.api.bundles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.results.DownloadSlots;
import org.lungburden.api.share.OwnerSlots.Slot;
import org.lungburden.audit.AuditAction;
import org.lungburden.job.Batches;
import org.lungburden.job.Batches.Member;
import org.lungburden.job.Job;
import org.lungburden.result.ResultDocument;
import org.lungburden.result.StoredResults;

/**
 * The statistics of a batch, read part by part as its table is. Of each result five numbers stay in memory. The audit
 * tells of each result that was read: the figures of a batch of one are those of its only study.
 */
class BatchStatistics {
    /** Reading them takes some ten seconds, after which clients and proxies give up. */
    static final int MOST_JOBS = 100_000;
    /** As the audit names what was read. */
    private static final String ITEM = "statistics";

    private final Batches batches;
    private final AuditTrail trail;
    private final DownloadSlots slots;

    BatchStatistics(Batches batches, AuditTrail trail, DownloadSlots slots) {
        this.batches = batches;
        this.trail = trail;
        this.slots = slots;
    }

    /** @throws org.lungburden.error.CodedException {@code BATCH_NOT_FOUND}, or {@code UNAVAILABLE} when no slot is free */
    StatisticsView of(String owner, String batch) {
        return of(owner, batch, MOST_JOBS);
    }

    StatisticsView of(String owner, String batch, int most) {
        try (Slot slot = slots.takeBundle(owner)) {
            BatchPages pages = new BatchPages(batches, owner, batch);
            Sample sample = new Sample();
            List<Member> part = pages.next();
            while (!part.isEmpty() && sample.jobs() < most) {
                List<Member> counted = part.subList(0, Math.min(part.size(), most - sample.jobs()));
                audit(counted);
                counted.forEach(member -> add(sample, member));
                part = counted.size() < part.size() ? part : pages.next();
            }
            return StatisticsView.of(batch, sample, part.isEmpty());
        }
    }

    private static void add(Sample sample, Member member) {
        if (member.result() == null) {
            sample.addWithout(reason(member.job()));
        } else {
            ResultDocument.Measured result = StoredResults.measured(member.result());
            sample.add(result.volumesMl(), result.burdenPercent());
        }
    }

    /** The error's code, or the state of a job without error. */
    private static String reason(Job job) {
        return job.error() == null ? job.status().name() : job.error().code();
    }

    private void audit(List<Member> part) {
        Map<UUID, String> read = new LinkedHashMap<>();
        part.stream()
                .filter(member -> member.result() != null)
                .forEach(member -> read.put(member.job().id(), ITEM));
        if (!read.isEmpty()) {
            trail.readAll(AuditAction.RESULT_READ, read);
        }
    }
}
