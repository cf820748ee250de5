package org.lungburden.api.bundles;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.api.jobs.FindJobs;
import org.lungburden.api.results.ReadResults;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.audit.AuditAction;
import org.lungburden.job.Batches;
import org.lungburden.job.Batches.Member;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;

/** Zips of the files of one job, or of all jobs of a batch. */
class ZipDownloads {
    private final Batches batches;
    private final FindJobs findJobs;
    private final ReadResults results;
    private final ArtifactStore store;
    private final AuditTrail trail;

    ZipDownloads(Batches batches, FindJobs findJobs, ReadResults results, ArtifactStore store, AuditTrail trail) {
        this.batches = batches;
        this.findJobs = findJobs;
        this.results = results;
        this.store = store;
        this.trail = trail;
    }

    Streams.Body ofBatch(String owner, String batch, Selection selection) {
        BatchPages pages = new BatchPages(batches, owner, batch);
        List<Member> first = pages.next();
        Map<UUID, Selection.Chosen> ofFirst = chosen(owner, first, selection);
        return new Streams.Body(() -> audit(ofFirst), out -> {
            FilesZip zip = new FilesZip(out, store);
            List<Member> part = first;
            Map<UUID, Selection.Chosen> chosen = ofFirst;
            while (!part.isEmpty()) {
                for (Member member : part) {
                    zip.add(member, chosen.getOrDefault(member.job().id(), Selection.Chosen.NONE));
                }
                part = pages.next();
                chosen = chosen(owner, part, selection);
                audit(chosen);
            }
            zip.finish();
        });
    }

    private Map<UUID, Selection.Chosen> chosen(String owner, List<Member> part, Selection selection) {
        List<UUID> done = part.stream()
                .filter(member -> member.result() != null)
                .map(member -> member.job().id())
                .toList();
        Map<UUID, List<JobArtifact>> files = done.isEmpty() ? Map.of() : batches.files(owner, done);
        Map<UUID, Selection.Chosen> chosen = new LinkedHashMap<>();
        done.forEach(id -> chosen.put(id, selection.from(files.getOrDefault(id, List.of()))));
        return chosen;
    }

    /** Before the first byte of these jobs. */
    private void audit(Map<UUID, Selection.Chosen> chosen) {
        Map<UUID, String> read = new HashMap<>();
        chosen.forEach((id, files) -> read.put(id, files.text()));
        trail.readAll(AuditAction.FILE_READ, read);
    }

    Streams.Body ofJob(String owner, String id, Selection selection) {
        Job job = findJobs.find(owner, id);
        Member member = new Member(job, results.result(owner, id));
        Selection.Chosen chosen = selection.from(results.artifacts(owner, id));
        return new Streams.Body(() -> trail.read(AuditAction.FILE_READ, job.id(), chosen.text()), out -> {
            FilesZip zip = new FilesZip(out, store);
            zip.add(member, chosen);
            zip.finish();
        });
    }
}
