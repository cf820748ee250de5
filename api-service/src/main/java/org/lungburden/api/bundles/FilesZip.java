package org.lungburden.api.bundles;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Batches.Member;
import org.lungburden.job.Job;
import org.lungburden.job.JobArtifact;

/**
 * A zip that is written while it is read: a folder for each job with its result and files. What a job lacks stands in
 * {@code missing.csv}, the last member. The zip gets its directory from {@link #finish} alone, so that no program takes
 * one that broke off for complete. The directory is all that stays in memory.
 */
final class FilesZip {
    static final String RESULT = "result.json";
    private static final String MISSING = "missing.csv";
    /** Compressed by themselves: to try again only takes time. */
    private static final Set<String> COMPRESSED = Set.of("application/gzip", "image/png", "application/pdf");

    private final ZipOutputStream zip;
    private final ArtifactStore store;
    private final Folders folders = new Folders();
    private final StringBuilder missing = new StringBuilder();
    private final CSVPrinter missed;

    @SuppressWarnings("this-escape")
    FilesZip(OutputStream out, ArtifactStore store) throws IOException {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.store = store;
        this.missed = new CSVPrinter(missing, CSVFormat.RFC4180);
    }

    /** @throws IOException when the store or the client fails on the way */
    void add(Member member, Selection.Chosen chosen) throws IOException {
        Job job = member.job();
        if (member.result() == null) {
            missing(
                    job.id(),
                    job.status().name(),
                    job.error() == null ? null : job.error().code(),
                    null);
            return;
        }
        String folder = folders.of(job) + "/";
        LocalDateTime time = LocalDateTime.ofInstant(time(job), ZoneOffset.UTC);
        begin(folder + RESULT, time, Deflater.DEFAULT_COMPRESSION);
        zip.write(member.result().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        for (JobArtifact file : chosen.files()) {
            try (InputStream content = open(file)) {
                if (content == null) {
                    missing(job.id(), job.status().name(), ErrorCode.ARTIFACT_NOT_FOUND.name(), file.name());
                    continue;
                }
                begin(
                        folder + file.name(),
                        time,
                        COMPRESSED.contains(file.mediaType()) ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
                if (content.transferTo(zip) != file.bytes()) {
                    throw new IOException("The store has less of a file than it was given");
                }
                zip.closeEntry();
            }
        }
        for (String name : chosen.absent()) {
            missing(job.id(), job.status().name(), ErrorCode.ARTIFACT_NOT_FOUND.name(), name);
        }
    }

    private static Instant time(Job job) {
        return job.finishedAt() == null ? job.createdAt() : job.finishedAt();
    }

    /** Null when the file is gone, as after a deletion meanwhile. */
    private @Nullable InputStream open(JobArtifact file) throws IOException {
        try {
            return store.open(file.key(), 0, file.bytes());
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    private void begin(String name, LocalDateTime time, int level) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        zip.setLevel(level);
        zip.putNextEntry(entry);
    }

    private void missing(UUID job, String status, @Nullable String code, @Nullable String file) throws IOException {
        if (missing.isEmpty()) {
            missed.printRecord(List.of("job_id", "status", "code", "file"));
        }
        missed.printRecord(job, status, code, file);
    }

    /** Writes what is missing, and the directory. */
    void finish() throws IOException {
        if (!missing.isEmpty()) {
            zip.putNextEntry(new ZipEntry(MISSING));
            zip.write(missing.toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }
}
