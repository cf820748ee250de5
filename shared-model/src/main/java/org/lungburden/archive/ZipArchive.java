package org.lungburden.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** A zip whose directory was checked. The check refuses hostile names, although no name can reach the file system. */
public final class ZipArchive implements Archive {
    private final SourceChannel channel;
    private final Source source;
    private final ZipFile zip;
    private final InflationBudget budget;
    private final boolean alone;
    private final List<Member> members;

    private ZipArchive(
            SourceChannel channel,
            Source source,
            ZipFile zip,
            ArchiveLimits limits,
            InflationBudget budget,
            boolean alone) {
        this.channel = channel;
        this.source = source;
        this.zip = zip;
        this.budget = budget;
        this.alone = alone;
        this.members = list(zip, limits, budget);
    }

    private static final class Entry implements Member {
        private final ZipArchiveEntry entry;
        private final AtomicLong furthest = new AtomicLong();
        private final AtomicLong furthestWithin = new AtomicLong();

        private Entry(ZipArchiveEntry entry) {
            this.entry = entry;
        }

        @Override
        public String name() {
            return entry.getName();
        }

        @Override
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
        long packedBytes = channel.size();
        return open(channel, limits, new InflationBudget(limits, () -> packedBytes));
    }

    /**
     * Checks the directory as {@link #open} does, with the same codes, in memory that does not grow with the directory.
     * Passes some damage that only {@link #open} finds.
     *
     * @param channel closed here
     */
    public static void check(SeekableByteChannel channel, ArchiveLimits limits) throws IOException {
        try (channel) {
            ZipDirectory.check(channel, limits, limits.allowanceBytes(channel.size()));
        }
    }

    /** @param budget of the upload that this zip is a part of */
    static ZipArchive open(SeekableByteChannel channel, ArchiveLimits limits, InflationBudget budget)
            throws IOException {
        Source source = new Source();
        SourceChannel watched = new SourceChannel(channel, source);
        try {
            boolean alone = ZipDirectory.check(watched, limits, budget.allowanceBytes());
            return new ZipArchive(watched, source, openZip(watched, source), limits, budget, alone);
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

    private static List<Member> list(ZipFile zip, ArchiveLimits limits, InflationBudget budget) {
        List<Member> found = new ArrayList<>();
        long declared = 0;
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            budget.addEntry();
            ZipHeader header = ZipHeader.of(entry);
            ZipEntryRules.check(header);
            declared = limits.addDeclared(declared, header.size(), budget.allowanceBytes());
            // nothing follows a link, which therefore leads nowhere
            if (!entry.isDirectory() && !ZipEntryRules.isLink(header)) {
                found.add(new Entry(entry));
            }
        }
        return List.copyOf(found);
    }

    @Override
    public List<Member> members() {
        return members;
    }

    @Override
    public Optional<Gap> gap() {
        return alone ? Optional.empty() : Optional.of(Gap.OTHER_ZIP);
    }

    /** Also {@code CORRUPT_ARCHIVE} when size or checksum differ from the directory. */
    @Override
    public InputStream open(Member member) throws IOException {
        Entry opened = (Entry) member;
        ZipArchiveEntry entry = opened.entry;
        if (!zip.canReadEntryData(entry)) {
            throw new CodedException(
                    ErrorCode.CORRUPT_ARCHIVE, "The archive is compressed in a way that is not supported.");
        }
        BoundedInput.Expected expected = new BoundedInput.Expected(entry.getSize(), entry.getCrc());
        return new BoundedInput(inflate(entry), source, budget, opened.furthest, expected);
    }

    @Override
    public InputStream counted(Member member, InputStream unpacked) {
        return new CountedInput(unpacked, budget, ((Entry) member).furthestWithin);
    }

    @Override
    public long allowanceBytes() {
        return budget.allowanceBytes();
    }

    private InputStream inflate(ZipArchiveEntry entry) throws IOException {
        // The library positions the channel here without a lock, but reads under the lock of the channel.
        synchronized (channel) {
            try {
                return zip.getInputStream(entry);
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
