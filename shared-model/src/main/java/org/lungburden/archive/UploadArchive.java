package org.lungburden.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.job.Upload;

/**
 * All files of an upload, whatever holds them: a zip, a tar or a tar.gz, archives in these (one level), or the bare
 * file. Gzipped files count as what they unpack to. The limits hold for all levels together.
 */
public final class UploadArchive implements Archive {
    /** A byte of deflate never yields more bytes than this (RFC 1951: a match of 258 bytes takes two bits). */
    private static final int DEFLATE_MAX_RATIO = 1032;

    private final FileChannel upload;
    private final Scratch scratch;
    private final InflationBudget budget;
    private final List<Member> members;
    private final Optional<CodedException> leftOut;
    private final boolean imagesWithin;
    private final Optional<Gap> gap;
    private final Optional<String> packed;

    private UploadArchive(
            FileChannel upload, Scratch scratch, InflationBudget budget, List<File> files, Unpacking unpacking) {
        this.upload = upload;
        this.scratch = scratch;
        this.budget = budget;
        this.members = List.copyOf(files);
        this.leftOut = unpacking.leftOut();
        this.imagesWithin = unpacking.imagesWithin();
        this.gap = unpacking.gap();
        this.packed = unpacking.packed();
    }

    /** A member of an archive of the upload. */
    static final class File implements Member {
        private final Archive archive;
        private final Member stored;
        private final String name;
        private final boolean gzip;
        private final Upload.@Nullable Format format;
        private final boolean foreign;
        private final AtomicLong furthest;

        /** @param folder prefix of the name */
        File(Archive archive, Member stored, String folder, Content content) {
            this.archive = archive;
            this.stored = stored;
            this.name = folder + stored.name();
            this.gzip = content.gzip();
            this.format = content.format().orElse(null);
            this.foreign = content.damage() == null && !content.isImage();
            this.furthest = content.furthest();
        }

        @Override
        public String name() {
            return name;
        }

        /** Of a gzip, the most that it can unpack to. */
        @Override
        public long declaredBytes() {
            return gzip ? stored.declaredBytes() * DEFLATE_MAX_RATIO : stored.declaredBytes();
        }
    }

    /**
     * @param upload in a private folder, which takes what must be unpacked to be read; closing removes that
     * @throws CodedException {@code CORRUPT_ARCHIVE}, {@code ARCHIVE_UNSAFE},
     *     {@code ARCHIVE_ENCRYPTED}, {@code ARCHIVE_TOO_LARGE}
     * @throws IOException when the upload or the scratch file cannot be read or written
     */
    public static UploadArchive open(Path upload, ArchiveLimits limits) throws IOException {
        FileChannel channel = FileChannel.open(upload);
        Scratch unpacked = new Scratch(upload.toAbsolutePath().resolveSibling(""));
        try {
            long packedBytes = channel.size();
            InflationBudget budget = new InflationBudget(limits, () -> packedBytes);
            Unpacking unpacking = new Unpacking(limits, budget, unpacked);
            List<File> files = unpacking.files(new WindowChannel(channel, 0, packedBytes));
            return new UploadArchive(channel, unpacked, budget, files, unpacking);
        } catch (IOException | RuntimeException e) {
            try (channel;
                    unpacked) {
                throw e;
            }
        }
    }

    @Override
    public List<Member> members() {
        return members;
    }

    /** Fault of an archive in the upload that was left out because images remain, empty when all were read. */
    public Optional<CodedException> leftOut() {
        return leftOut;
    }

    /**
     * The same fault where another archive within the upload gave images. Then the one that was left out may hold images
     * of the same scan. Beside images that lie in the upload itself, it is a viewer or a report.
     */
    public Optional<CodedException> leftOutBesideImages() {
        return imagesWithin ? leftOut : Optional.empty();
    }

    /**
     * Name of the format of a file in the upload that may hold images, but that nothing here unpacks, such as "a 7z
     * archive"; it follows "is".
     */
    public Optional<String> packed() {
        return packed;
    }

    /** Of the upload, or of an archive in it. */
    @Override
    public Optional<Gap> gap() {
        return gap;
    }

    @Override
    public boolean isForeign(Member member) {
        return ((File) member).foreign;
    }

    /**
     * Format of a member's first bytes: DICOM or NIFTI, ZIP for an archive that stays closed, GZIP for a file that was
     * gzipped twice, empty for anything else.
     */
    public Optional<Upload.Format> format(Member member) {
        return Optional.ofNullable(((File) member).format);
    }

    @Override
    public InputStream open(Member member) throws IOException {
        File file = (File) member;
        return file.gzip ? gunzip(file.archive, file.stored, budget, file.furthest) : file.archive.open(file.stored);
    }

    static InputStream gunzip(Archive archive, Member stored, InflationBudget budget, AtomicLong furthest)
            throws IOException {
        InputStream packed = archive.open(stored);
        try {
            return BoundedGzip.open(packed, budget, furthest);
        } catch (IOException | RuntimeException e) {
            try (packed) {
                throw e;
            }
        }
    }

    @Override
    public InputStream counted(Member member, InputStream unpacked) {
        File file = (File) member;
        return file.archive.counted(file.stored, unpacked);
    }

    @Override
    public long allowanceBytes() {
        return budget.allowanceBytes();
    }

    /** The archives within need no closing of their own: they hold no other file than these two. */
    @Override
    public void close() throws IOException {
        try (FileChannel first = upload;
                Scratch second = scratch) {
            // both are closed, even if closing one of them fails
        }
    }
}
