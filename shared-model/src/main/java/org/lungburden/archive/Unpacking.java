package org.lungburden.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.Archive.Member;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload;

/**
 * Finds the files of an upload through its archives. A plain zip or tar stays packed. A gzipped tar, and an archive
 * within an archive, are unpacked once into the scratch file. An inner archive that cannot be read is left out when images
 * remain, but whatever came out of it counts against the limits.
 */
final class Unpacking {
    /** The archives in the upload itself; the upload is at level 0. */
    private static final int DEEPEST_LEVEL = 1;

    private final ArchiveLimits limits;
    private final InflationBudget budget;
    private final Scratch scratch;
    private final List<UploadArchive.File> files = new ArrayList<>();
    private boolean images;
    private boolean imagesWithin;
    private @Nullable CodedException leftOut;
    private Archive.@Nullable Gap gap;
    private @Nullable String packed;

    Unpacking(ArchiveLimits limits, InflationBudget budget, Scratch scratch) {
        this.limits = limits;
        this.budget = budget;
        this.scratch = scratch;
    }

    List<UploadArchive.File> files(WindowChannel upload) throws IOException {
        Archive bare = TarArchive.ofBareFile(upload, budget);
        Member only = bare.members().get(0);
        Content content = Content.of(bare, only, budget);
        if (content.damage() != null) {
            throw content.damage();
        }
        if (content.isArchive()) {
            WindowChannel channel = content.gzip() ? unpack(bare, only, content) : upload;
            add(archive(channel, content), 0, "");
        } else {
            add(bare, only, content, "");
        }
        if (leftOut != null && !images) {
            throw leftOut;
        }
        return files;
    }

    /** Fault of an archive in the upload that was left out, empty when all were read. */
    Optional<CodedException> leftOut() {
        return Optional.ofNullable(leftOut);
    }

    /** Name of the format of a file that may hold images, but that nothing here unpacks. */
    Optional<String> packed() {
        return Optional.ofNullable(packed);
    }

    /** Why files may be missing from an archive that gave images. */
    Optional<Archive.Gap> gap() {
        return Optional.ofNullable(gap);
    }

    /** Whether an archive within the upload, not the upload itself, holds an image. */
    boolean imagesWithin() {
        return imagesWithin;
    }

    private void add(Archive archive, int level, String folder) throws IOException {
        boolean imagesBefore = images;
        images = false;
        addMembers(archive, level, folder);
        if (images && gap == null) {
            gap = archive.gap().orElse(null);
        }
        images = images || imagesBefore;
    }

    private void addMembers(Archive archive, int level, String folder) throws IOException {
        for (Member member : archive.members()) {
            Content content = Content.of(archive, member, budget);
            Archive inner = content.isArchive() ? inner(archive, member, content, level) : null;
            if (!content.isArchive() || inner != null && Content.isProgramOrDocument(inner)) {
                add(archive, member, content, folder);
            } else if (inner != null) {
                add(inner, level + 1, folder + member.name() + "/");
            }
        }
    }

    /** Null for an archive that cannot be read: viewers and reports beside the images are none of our business. */
    private @Nullable Archive inner(Archive archive, Member member, Content content, int level) throws IOException {
        try {
            if (level == DEEPEST_LEVEL) {
                throw new CodedException(
                        ErrorCode.ARCHIVE_UNSAFE,
                        "The upload holds an archive within an archive within an archive; unpack the outer ones.");
            }
            return archive(unpack(archive, member, content), content);
        } catch (CodedException e) {
            if (e.code() == ErrorCode.ARCHIVE_TOO_LARGE) {
                throw e;
            }
            leftOut = leftOut == null ? e : leftOut;
            return null;
        }
    }

    private void add(Archive archive, Member member, Content content, String folder) {
        images = images || content.isImage();
        packed = packed == null ? ForeignFormat.packed(content.head()).orElse(null) : packed;
        imagesWithin = imagesWithin || content.isImage() && !folder.isEmpty();
        files.add(new UploadArchive.File(archive, member, folder, content));
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
}
