package org.lungburden.api.agreement;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.jobs.FindJobs;
import org.lungburden.api.jobs.RevisionNumbers;
import org.lungburden.api.results.DownloadSlots;
import org.lungburden.api.results.ReadRevisions;
import org.lungburden.api.revisions.BaseLabels;
import org.lungburden.api.share.OwnerSlots.Slot;
import org.lungburden.audit.AuditAction;
import org.lungburden.job.Job;
import org.lungburden.job.revision.Agreements;
import org.lungburden.job.revision.Agreements.Corrected;
import org.lungburden.labels.LabelVoxels;
import org.lungburden.statistics.Confusion;

/** Compares outlines for their owner. */
class FindAgreement {
    /** Their points fill a plot, and their studies some megabytes. */
    static final int MOST_JOBS = 10_000;
    /** As the audit names what was read. */
    private static final String ITEM = "agreement";

    private final Agreements agreements;
    private final FindJobs findJobs;
    private final ReadRevisions readRevisions;
    private final BaseLabels labels;
    private final DownloadSlots slots;
    private final AuditTrail trail;

    FindAgreement(
            Agreements agreements,
            FindJobs findJobs,
            ReadRevisions readRevisions,
            BaseLabels labels,
            DownloadSlots slots,
            AuditTrail trail) {
        this.agreements = agreements;
        this.findJobs = findJobs;
        this.readRevisions = readRevisions;
        this.labels = labels;
        this.slots = slots;
        this.trail = trail;
    }

    /** @throws org.lungburden.error.CodedException {@code UNAVAILABLE} when no slot is free */
    AgreementView ofAll(String owner, Agreements.Wanted wanted, String base) {
        try (Slot slot = slots.takeBundle(owner)) {
            List<Corrected> found = agreements.corrected(owner, wanted, MOST_JOBS + 1);
            boolean complete = found.size() <= MOST_JOBS;
            List<Corrected> shown = complete ? found : found.subList(0, MOST_JOBS);
            Map<UUID, String> read = new LinkedHashMap<>();
            shown.forEach(each -> read.put(each.job(), ITEM));
            if (!read.isEmpty()) {
                trail.readAll(AuditAction.RESULT_READ, read);
            }
            return AgreementView.of(shown, complete, base);
        }
    }

    /**
     * Reads both files of labels to their end.
     *
     * @throws org.lungburden.api.results.NoResultException while one of the two is not measured
     * @throws org.lungburden.error.CodedException {@code JOB_NOT_FOUND}, {@code REVISION_NOT_FOUND}, {@code RESULT_GONE},
     *     {@code ARTIFACT_NOT_FOUND}, or {@code UNAVAILABLE} when no slot is free
     */
    JobAgreementView ofJob(String owner, String id, String reference, String revision) {
        Job job = findJobs.find(owner, id);
        for (String number : List.of(reference, revision)) {
            readRevisions.result(owner, id, number);
        }
        int first = RevisionNumbers.parse(reference);
        int second = RevisionNumbers.parse(revision);
        try (Slot slot = slots.takeBundle(owner);
                LabelVoxels one = labels.open(owner, job.id(), first);
                LabelVoxels other = labels.open(owner, job.id(), second)) {
            Confusion voxels = LabelVoxels.confusion(one, other);
            trail.read(AuditAction.RESULT_READ, job.id(), ITEM);
            return JobAgreementView.of(
                    job.id(), first, second, voxels, one.grid().voxelMl());
        } catch (IOException e) {
            throw BaseLabels.away(e);
        }
    }
}
