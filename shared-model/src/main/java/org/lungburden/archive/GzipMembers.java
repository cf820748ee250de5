package org.lungburden.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The content of all members of a gzip, one after the other (RFC 1952 2.2). Backup tools fill the file up with zeros, and
 * transfers append a line end. As gzip(1) does, this class therefore ignores what follows a whole member and is no member
 * itself. Zeros may also lie between members.
 */
final class GzipMembers extends ChunkInput {
    private static final int MAGIC_FIRST = 0x1f;
    private static final int MAGIC_SECOND = 0x8b;

    private final BufferedInputStream packed;
    private GzipCompressorInputStream member;

    /** @throws IOException also when no member begins here */
    GzipMembers(InputStream packed) throws IOException {
        this.packed = new BufferedInputStream(packed);
        this.member = open();
    }

    private GzipCompressorInputStream open() throws IOException {
        return GzipCompressorInputStream.builder().setInputStream(packed).get();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = member.read(buffer, offset, length);
        while (count < 0 && anotherFollows()) {
            member = open();
            count = member.read(buffer, offset, length);
        }
        return count;
    }

    /** Afterwards the stream stands at the next member, or somewhere behind the last. */
    private boolean anotherFollows() throws IOException {
        int first;
        do {
            packed.mark(2);
            first = packed.read();
        } while (first == 0);
        int second = packed.read();
        packed.reset();
        return first == MAGIC_FIRST && second == MAGIC_SECOND;
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }
}
