package org.lungburden.archive;

import java.nio.charset.StandardCharsets;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * What an extended header of a tar says about the next file (POSIX pax, "pax Extended Header").
 *
 * @param path name of the file; empty when the header does not say
 * @param size in bytes; -1 when the header does not say
 * @param sparse whether the file has holes, in one of GNU tar's ways
 */
record PaxHeader(String path, long size, boolean sparse) {
    static final PaxHeader NONE = new PaxHeader("", -1, false);

    /**
     * @param records each "%d %s=%s\n": the record's own length in bytes, a key and a value
     * @throws CodedException {@code CORRUPT_ARCHIVE}
     */
    static PaxHeader parse(byte[] records) {
        PaxHeader header = NONE;
        try {
            for (int at = 0; at < records.length && records[at] != 0; ) {
                int blank = at;
                while (records[blank] != ' ') {
                    blank++;
                }
                int length = Integer.parseInt(text(records, at, blank));
                int end = Math.addExact(at, length);
                if (end <= blank + 1) {
                    throw Source.damage();
                }
                header = header.with(text(records, blank + 1, end - 1));
                at = end;
            }
            return header;
        } catch (IndexOutOfBoundsException | ArithmeticException | NumberFormatException e) {
            throw damage(e);
        }
    }

    private PaxHeader with(String record) {
        int equals = record.indexOf('=');
        if (equals < 0) {
            throw Source.damage();
        }
        String key = record.substring(0, equals);
        String value = record.substring(equals + 1);
        if (key.startsWith("GNU.sparse.")) {
            return new PaxHeader(path, size, true);
        }
        return switch (key) {
            case "path" -> new PaxHeader(value, size, sparse);
            case "size" -> new PaxHeader(path, Long.parseLong(value), sparse);
            default -> this;
        };
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static CodedException damage(RuntimeException found) {
        return new CodedException(ErrorCode.CORRUPT_ARCHIVE, ErrorCode.CORRUPT_ARCHIVE.sentence(), found);
    }
}
