package org.lungburden.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.Archive.Member;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload;

/**
 * Finds the files of an upload through its archives. A plain zip or tar stays packed. A gzipped tar, and an archive
 * within an archive, are unpacked once into the scratch file.
 */
final class Unpacking {
    /** The archives in the upload itself; the upload is at level 0. */
    private static final int DEEPEST_LEVEL = 1;

    private final ArchiveLimits limits;
    private final InflationBudget budget;
    private final Scratch scratch;
    private final List<UploadArchive.File> files = new ArrayList<>();

    Unpacking(ArchiveLimits limits, InflationBudget budget, Scratch scratch) {
        this.limits = limits;
        this.budget = budget;
        this.scratch = scratch;
    }

    List<UploadArchive.File> files(WindowChannel upload) throws IOException {
        Archive bare = TarArchive.ofBareFile(upload, budget);
        Member only = bare.members().get(0);
        Content content = content(bare, only);
        if (content.damage() != null) {
            throw content.damage();
        }
        if (content.isArchive()) {
            WindowChannel channel = content.gzip() ? unpack(bare, only, content) : upload;
            add(archive(channel, content), 0, "");
        } else {
            add(bare, only, content, "");
        }
        return files;
    }

    private void add(Archive archive, int level, String folder) throws IOException {
        for (Member member : archive.members()) {
            Content content = content(archive, member);
            if (!content.isArchive()) {
                add(archive, member, content, folder);
            } else if (level == DEEPEST_LEVEL) {
                throw new CodedException(
                        ErrorCode.ARCHIVE_UNSAFE,
                        "The upload holds an archive within an archive within an archive; unpack the outer ones.");
            } else {
                add(archive(unpack(archive, member, content), content), level + 1, folder + member.name() + "/");
            }
        }
    }

    private void add(Archive archive, Member member, Content content, String folder) {
        Upload.Format format = content.damage() == null ? content.format().orElse(null) : null;
        files.add(new UploadArchive.File(archive, member, folder, content.gzip(), format, content.furthest()));
    }

    private Archive archive(WindowChannel channel, Content content) throws IOException {
        return content.format().equals(Optional.of(Upload.Format.TAR))
                ? TarArchive.open(channel, limits, budget)
                : ZipArchive.open(channel, limits, budget);
    }

    private WindowChannel unpack(Archive archive, Member member, Content content) throws IOException {
        try (InputStream unpacked = content.gzip()
                ? UploadArchive.gunzip(archive, member, budget.ofArchives(), content.furthest())
                : archive.open(member)) {
            return scratch.append(unpacked);
        }
    }

    /**
     * What the first bytes of a member say.
     *
     * @param format after unpacking a gzip
     * @param gzip whether the member is a gzip that can be read
     * @param furthest how far the gzip was read
     * @param damage why nothing is known
     */
    private record Content(
            byte[] head,
            Optional<Upload.Format> format,
            boolean gzip,
            AtomicLong furthest,
            @Nullable CodedException damage) {

        /** Programs and office documents are zips too, which hold thousands of files but no images. */
        boolean isArchive() {
            return format.equals(Optional.of(Upload.Format.TAR))
                    || format.equals(Optional.of(Upload.Format.ZIP)) && !isProgramOrDocument();
        }

        private boolean isProgramOrDocument() {
            String start = new String(head, StandardCharsets.ISO_8859_1);
            return Stream.of("META-INF/", "[Content_Types].xml", "mimetype", "_rels/", "AndroidManifest.xml")
                    .anyMatch(name -> start.startsWith(name, FIRST_NAME_AT));
        }
    }

    /** APPNOTE.TXT 4.3.7: the name of the first file in a zip. */
    private static final int FIRST_NAME_AT = 30;

    private Content content(Archive archive, Member member) throws IOException {
        AtomicLong furthest = new AtomicLong();
        try {
            byte[] head = head(archive.open(member));
            if (!ContentSniffer.isGzip(head)) {
                return new Content(head, ContentSniffer.sniff(head), false, furthest, null);
            }
            byte[] within = head(UploadArchive.gunzip(archive, member, budget, furthest));
            return new Content(within, ContentSniffer.sniff(within), true, furthest, null);
        } catch (CodedException e) {
            if (e.code() != ErrorCode.CORRUPT_ARCHIVE) {
                throw e;
            }
            return new Content(new byte[0], Optional.empty(), false, furthest, e);
        }
    }

    private static byte[] head(InputStream content) throws IOException {
        try (content) {
            return content.readNBytes(ContentSniffer.HEAD_BYTES);
        }
    }
}
