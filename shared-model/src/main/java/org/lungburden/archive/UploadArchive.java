package org.lungburden.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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

    private UploadArchive(FileChannel upload, Scratch scratch, InflationBudget budget, List<File> files) {
        this.upload = upload;
        this.scratch = scratch;
        this.budget = budget;
        this.members = List.copyOf(files);
    }

    /** A member of an archive of the upload. */
    static final class File implements Member {
        private final Archive archive;
        private final Member stored;
        private final String name;
        private final boolean gzip;
        private final Upload.@Nullable Format format;
        private final AtomicLong furthest;

        /**
         * @param folder prefix of the name
         * @param furthest how far the gzip was read already
         */
        File(
                Archive archive,
                Member stored,
                String folder,
                boolean gzip,
                Upload.@Nullable Format format,
                AtomicLong furthest) {
            this.archive = archive;
            this.stored = stored;
            this.name = folder + stored.name();
            this.gzip = gzip;
            this.format = format;
            this.furthest = furthest;
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
     * @throws org.lungburden.error.CodedException {@code CORRUPT_ARCHIVE}, {@code ARCHIVE_UNSAFE},
     *     {@code ARCHIVE_ENCRYPTED}, {@code ARCHIVE_TOO_LARGE}
     * @throws IOException when the upload or the scratch file cannot be read or written
     */
    public static UploadArchive open(Path upload, ArchiveLimits limits) throws IOException {
        FileChannel channel = FileChannel.open(upload);
        Scratch unpacked = new Scratch(upload.toAbsolutePath().resolveSibling(""));
        try {
            long packedBytes = channel.size();
            InflationBudget budget = new InflationBudget(limits, () -> packedBytes);
            List<File> files =
                    new Unpacking(limits, budget, unpacked).files(new WindowChannel(channel, 0, packedBytes));
            return new UploadArchive(channel, unpacked, budget, files);
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

    /** Format of a member's first bytes: DICOM or NIFTI, empty for anything else. */
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
