package org.lungburden.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * A zip whose directory was checked and whose members unpack within limits. Members are streams and never become files,
 * so no name can reach the file system. The check refuses hostile names all the same. Several threads may read
 * different members at once.
 */
public final class ZipArchive implements Closeable {
    private final SourceChannel channel;
    private final Source source;
    private final ZipFile zip;
    private final InflationBudget budget;
    private final List<Member> members;

    private ZipArchive(SourceChannel channel, Source source, ZipFile zip, ArchiveLimits limits) throws IOException {
        this.channel = channel;
        this.source = source;
        this.zip = zip;
        long packedBytes = channel.size();
        this.budget = new InflationBudget(limits, () -> packedBytes);
        this.members = list(zip, limits, packedBytes);
    }

    /** A regular file in the archive. */
    public static final class Member {
        private final ZipArchiveEntry entry;
        private final AtomicLong furthest = new AtomicLong();
        private final AtomicLong furthestWithin = new AtomicLong();

        private Member(ZipArchiveEntry entry) {
            this.entry = entry;
        }

        /** The name as stored; never use the name in logs, errors or files. */
        public String name() {
            return entry.getName();
        }

        /** Size that the directory declares, which may be wrong. */
        public long declaredBytes() {
            return entry.getSize();
        }
    }

    /**
     * Reads and checks the directory; unpacks nothing.
     *
     * @param channel closed with the archive, and also when this method fails
     * @throws CodedException {@code CORRUPT_ARCHIVE}, {@code ARCHIVE_UNSAFE}, {@code ARCHIVE_ENCRYPTED},
     *     {@code ARCHIVE_TOO_LARGE} (declared)
     * @throws IOException when the channel itself cannot be read
     */
    public static ZipArchive open(SeekableByteChannel channel, ArchiveLimits limits) throws IOException {
        Source source = new Source();
        SourceChannel watched = new SourceChannel(channel, source);
        try {
            ZipDirectory.check(watched, limits);
            return new ZipArchive(watched, source, openZip(watched, source), limits);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static ZipFile openZip(SourceChannel channel, Source source) throws IOException {
        try {
            return ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setIgnoreLocalFileHeader(true)
                    .setMaxNumberOfDisks(1)
                    .get();
        } catch (IOException e) {
            throw source.damage(e);
        }
    }

    private static List<Member> list(ZipFile zip, ArchiveLimits limits, long packedBytes) {
        List<Member> found = new ArrayList<>();
        long declared = 0;
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            ZipEntryRules.check(entry);
            if (entry.getSize() > limits.maxEntryBytes()) {
                throw ArchiveLimits.tooLarge();
            }
            declared += entry.getSize();
            if (declared > limits.allowanceBytes(packedBytes)) {
                throw ArchiveLimits.tooLarge();
            }
            if (!entry.isDirectory()) {
                found.add(new Member(entry));
            }
        }
        return List.copyOf(found);
    }

    /** The regular files, in the directory's order. */
    public List<Member> members() {
        return members;
    }

    /**
     * @return the member's bytes. Reading throws {@code ARCHIVE_TOO_LARGE} beyond the limits of the member or of all
     *     members together. Reading throws {@code CORRUPT_ARCHIVE} when the member is damaged, or when size or checksum
     *     differ from the directory. Reading throws {@link IOException} only when the channel itself cannot be read
     */
    public InputStream open(Member member) throws IOException {
        if (!zip.canReadEntryData(member.entry)) {
            throw new CodedException(
                    ErrorCode.CORRUPT_ARCHIVE, "The archive is compressed in a way that is not supported.");
        }
        BoundedInput.Expected expected = new BoundedInput.Expected(member.entry.getSize(), member.entry.getCrc());
        return new BoundedInput(inflate(member), source, budget, member.furthest, expected);
    }

    /**
     * Counts the bytes of a member that is itself compressed, such as deflated DICOM. They count against the limits of
     * the whole archive, in addition to the member's own bytes.
     *
     * @param unpacked from the bytes of {@link #open}; closed with the returned stream
     * @return the same bytes; reading throws {@code ARCHIVE_TOO_LARGE} beyond the limits
     */
    public InputStream counted(Member member, InputStream unpacked) {
        return new CountedInput(unpacked, budget, member.furthestWithin);
    }

    /** Bytes that may come out of this archive. A header that claims more is false or a decompression bomb. */
    public long allowanceBytes() {
        return budget.allowanceBytes();
    }

    private InputStream inflate(Member member) throws IOException {
        // The library positions the channel here without a lock, but reads under the lock of the channel.
        synchronized (channel) {
            try {
                return zip.getInputStream(member.entry);
            } catch (IOException e) {
                throw source.damage(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
