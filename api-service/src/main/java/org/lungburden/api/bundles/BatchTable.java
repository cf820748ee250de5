package org.lungburden.api.bundles;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.audit.AuditTrail;
import org.lungburden.audit.AuditAction;
import org.lungburden.job.Batches;
import org.lungburden.job.Batches.Member;
import org.lungburden.job.Job;
import org.lungburden.result.MeasurementColumns;
import org.lungburden.result.SheetText;
import org.lungburden.result.StoredResults;

/** The measurements of a batch as a table (RFC 4180): a row for each job, also for those that have no result. */
class BatchTable {
    private static final List<String> OF_JOB =
            List.of("job_id", "status", "error_code", "subject", "created_at", "finished_at");
    /** As the audit names what was read. */
    private static final String ITEM = "measurements.csv";

    private final Batches batches;
    private final AuditTrail trail;

    BatchTable(Batches batches, AuditTrail trail) {
        this.batches = batches;
        this.trail = trail;
    }

    Streams.Body open(String owner, String batch) {
        BatchPages pages = new BatchPages(batches, owner, batch);
        List<Member> first = pages.next();
        return new Streams.Body(() -> audit(first), out -> write(first, pages, out));
    }

    private void write(List<Member> first, BatchPages pages, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        @SuppressWarnings("resource") // its end is that of the answer
        CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180);
        List<String> columns = new ArrayList<>(OF_JOB);
        columns.addAll(MeasurementColumns.names());
        printer.printRecord(columns);
        List<Member> part = first;
        while (!part.isEmpty()) {
            for (Member member : part) {
                printer.printRecord(row(member));
            }
            part = pages.next();
            audit(part);
        }
        printer.flush();
    }

    /** Before the first byte of these rows. */
    private void audit(List<Member> part) {
        Map<UUID, String> read = new LinkedHashMap<>();
        part.stream()
                .filter(member -> member.result() != null)
                .forEach(member -> read.put(member.job().id(), ITEM));
        trail.readAll(AuditAction.RESULT_READ, read);
    }

    private static List<@Nullable Object> row(Member member) {
        Job job = member.job();
        List<@Nullable Object> row = new ArrayList<>();
        row.add(job.id());
        row.add(job.status());
        row.add(job.error() == null ? null : SheetText.harmless(job.error().code()));
        row.add(SheetText.harmless(job.subject()));
        row.add(job.createdAt());
        row.add(job.finishedAt());
        row.addAll((member.result() == null
                        ? MeasurementColumns.cells(job.reference())
                        : MeasurementColumns.cells(StoredResults.measured(member.result()), job.reference()))
                .values());
        return row;
    }
}
