package org.lungburden.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Lists the files of a tar. commons-compress lists them too, but calls itself for each extension header and holds names
 * of any length, so that a small tar could end the process.
 */
final class TarDirectory {
    /** POSIX pax: 0 and NUL are files, 7 is one for old systems. */
    private static final Set<Character> FILES = Set.of('0', '\0', '7');

    private static final char FOLDER = '5';
    /** Hard and symbolic links, which hold a name instead of a file. */
    private static final Set<Character> LINKS = Set.of('1', '2');

    /** GNU tar --sparse. */
    private static final char SPARSE = 'S';

    private static final Set<Character> LONG_NAMES = Set.of('L', 'K');
    private static final Set<Character> PAX_HEADERS = Set.of('x', 'X', 'g');
    /** A label of the tape and a list of names, both of GNU tar. */
    private static final Set<Character> NO_FILES = Set.of('V', 'D');
    /** No name and no list of attributes of a file is as long. */
    private static final int LONGEST_EXTENSION_BYTES = 1 << 20;

    /** 1 MiB; programs fill the last record, which has 10 KiB, with zeros. */
    private static final int MOST_ZERO_BLOCKS = 2048;

    private final WindowChannel tar;
    private final ArchiveLimits limits;
    private final InflationBudget budget;
    private final List<Entry> entries = new ArrayList<>();
    private boolean ended;
    private long at;
    private String longName = "";
    private PaxHeader pax = PaxHeader.NONE;

    private TarDirectory(WindowChannel tar, ArchiveLimits limits, InflationBudget budget) {
        this.tar = tar;
        this.limits = limits;
        this.budget = budget;
    }

    /** A file and where its bytes are. */
    record Entry(String name, long start, long bytes) {}

    /** @param ended whether zeros follow the last file */
    record Listing(List<Entry> entries, boolean ended) {}

    /**
     * @throws CodedException {@code CORRUPT_ARCHIVE}, {@code ARCHIVE_UNSAFE} for devices, sparse files and names that lead
     *     out, {@code ARCHIVE_TOO_LARGE}
     */
    static Listing list(WindowChannel tar, ArchiveLimits limits, InflationBudget budget) throws IOException {
        TarDirectory directory = new TarDirectory(tar, limits, budget);
        while (directory.next() || directory.anotherTarFollows()) {
            budget.addEntry();
        }
        return new Listing(List.copyOf(directory.entries), directory.ended);
    }

    /** Reads on behind the zeros that end a tar, as {@code tar --ignore-zeros} does. */
    private boolean anotherTarFollows() throws IOException {
        for (int skipped = 0; skipped < MOST_ZERO_BLOCKS && tar.size() - at >= TarBlock.BYTES; skipped++) {
            TarBlock block = new TarBlock(read(at, TarBlock.BYTES));
            if (!block.isZero()) {
                return block.isSumRight() && next();
            }
            at += TarBlock.BYTES;
        }
        return false;
    }

    /** False at the block of zeros that ends a tar, and where a tar without that block ends behind a whole file. */
    private boolean next() throws IOException {
        if (at == tar.size() && longName.isEmpty() && pax.equals(PaxHeader.NONE)) {
            return false;
        }
        TarBlock block = new TarBlock(read(at, TarBlock.BYTES));
        ended = block.isZero();
        if (ended) {
            return false;
        }
        if (!block.isSumRight()) {
            throw Source.damage();
        }
        at += TarBlock.BYTES;
        char type = block.type();
        // a hard link may state the size of the file that it names, but holds no bytes
        long bytes = type == FOLDER || LINKS.contains(type) ? 0 : sizeOf(block, type);
        if (bytes > tar.size() - at) {
            throw Source.damage();
        }
        take(block, type, bytes);
        at += (bytes + TarBlock.BYTES - 1) / TarBlock.BYTES * TarBlock.BYTES;
        return true;
    }

    private long sizeOf(TarBlock block, char type) {
        try {
            boolean extension = LONG_NAMES.contains(type) || PAX_HEADERS.contains(type);
            long bytes = extension || pax.size() < 0 ? block.size() : pax.size();
            if (bytes < 0) {
                throw Source.damage();
            }
            if (bytes > (extension ? LONGEST_EXTENSION_BYTES : limits.maxEntryBytes())) {
                throw extension ? ArchiveLimits.directoryTooLarge() : limits.fileTooLarge();
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new CodedException(ErrorCode.CORRUPT_ARCHIVE, ErrorCode.CORRUPT_ARCHIVE.sentence(), e);
        }
    }

    private void take(TarBlock block, char type, long bytes) throws IOException {
        if (type == 'L') {
            longName = new String(read(at, (int) bytes), StandardCharsets.UTF_8).replaceAll("\0+$", "");
        } else if (PAX_HEADERS.contains(type)) {
            PaxHeader found = PaxHeader.parse(read(at, (int) bytes));
            // a global header gives all files the same attributes, and neither name nor size are such
            pax = type == 'g' ? pax : found;
        } else if (!LONG_NAMES.contains(type) && !NO_FILES.contains(type)) {
            takeFile(block, type, bytes);
        }
    }

    private void takeFile(TarBlock block, char type, long bytes) {
        boolean harmless = FILES.contains(type) || type == FOLDER || LINKS.contains(type);
        String name = longName.isEmpty() ? block.name() : longName;
        name = pax.path().isEmpty() ? name : pax.path();
        if (type == SPARSE || pax.sparse()) {
            throw new CodedException(
                    ErrorCode.ARCHIVE_UNSAFE,
                    "The tar holds a file with holes (tar --sparse); pack it again without that option, or as a zip.");
        }
        if (!harmless) {
            throw new CodedException(
                    ErrorCode.ARCHIVE_UNSAFE, "The tar holds a device or a pipe; pack the files of the study alone.");
        }
        if (MemberNames.leadsOut(name)) {
            throw MemberNames.refusal(name);
        }
        // before POSIX a folder was a file whose name ends with a slash; nothing follows a link
        if (FILES.contains(type) && !name.endsWith("/")) {
            entries.add(new Entry(name, at, bytes));
        }
        longName = "";
        pax = PaxHeader.NONE;
    }

    private byte[] read(long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        tar.position(from);
        while (bytes.hasRemaining()) {
            if (tar.read(bytes) < 0) {
                throw Source.damage();
            }
        }
        return bytes.array();
    }
}
