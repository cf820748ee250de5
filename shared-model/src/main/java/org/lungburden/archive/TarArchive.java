package org.lungburden.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A tar whose headers were checked, or a bare file, which is an archive of one file. Nothing is unpacked. */
final class TarArchive implements Archive {
    private static final int BUFFER_BYTES = 1 << 14;

    private final WindowChannel file;
    private final InflationBudget budget;
    private final boolean ended;
    private final List<Member> members;

    private TarArchive(WindowChannel file, InflationBudget budget, TarDirectory.Listing listing) {
        this.file = file;
        this.budget = budget;
        this.ended = listing.ended();
        this.members = listing.entries().stream().<Member>map(Part::new).toList();
    }

    private static final class Part implements Member {
        private final TarDirectory.Entry entry;
        private final AtomicLong furthestWithin = new AtomicLong();

        Part(TarDirectory.Entry entry) {
            this.entry = entry;
        }

        @Override
        public String name() {
            return entry.name();
        }

        @Override
        public long declaredBytes() {
            return entry.bytes();
        }
    }

    /** @throws org.lungburden.error.CodedException as {@link TarDirectory#list} */
    static TarArchive open(WindowChannel tar, ArchiveLimits limits, InflationBudget budget) throws IOException {
        return new TarArchive(tar, budget, TarDirectory.list(tar, limits, budget));
    }

    /** A file that is no archive. Its only member has no name. */
    static TarArchive ofBareFile(WindowChannel file, InflationBudget budget) {
        TarDirectory.Entry whole = new TarDirectory.Entry("", 0, file.size());
        return new TarArchive(file, budget, new TarDirectory.Listing(List.of(whole), true));
    }

    @Override
    public List<Member> members() {
        return members;
    }

    @Override
    public Optional<Gap> gap() {
        return ended ? Optional.empty() : Optional.of(Gap.NO_END);
    }

    @Override
    public InputStream open(Member member) {
        TarDirectory.Entry entry = ((Part) member).entry;
        return new BufferedInputStream(
                Channels.newInputStream(file.window(entry.start(), entry.bytes())), BUFFER_BYTES);
    }

    @Override
    public InputStream counted(Member member, InputStream unpacked) {
        return new CountedInput(unpacked, budget, ((Part) member).furthestWithin);
    }

    @Override
    public long allowanceBytes() {
        return budget.allowanceBytes();
    }

    @Override
    public void close() {
        // the file belongs to the upload
    }
}
