package org.lungburden.nifti;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A gzip that can be read from its middle: each slab is a member of its own (RFC 1952 2.2), which every reader of gzip
 * joins. The first member holds what comes before the slabs, and an extra field (2.3.1.1) "LB" of little-endian
 * unsigned ints: the bytes that a slab unpacks to (the last may have fewer), then how many bytes each member takes in
 * the file, the first included.
 */
final class GzipSlabs extends OutputStream {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int FIXED_HEAD_BYTES = 10;
    private static final int FLAGS_AT = 3;
    private static final byte FLAG_EXTRA = 4;
    /** The length of the extra field, then id and length of the one subfield. */
    private static final int BEFORE_INDEX_BYTES = 6;

    private final FileChannel file;
    private final int slabBytes;
    private final int[] memberBytes;
    private int members;
    private long memberFrom;
    private int room;
    private @Nullable FastGzip slab;

    /** @param slabBytes at least one 16,000th of {@code restBytes}, for an extra field holds 64 kB */
    GzipSlabs(Path gz, byte[] front, long restBytes, int slabBytes) throws IOException {
        this.slabBytes = slabBytes;
        this.memberBytes = new int[1 + Math.toIntExact((restBytes + slabBytes - 1) / slabBytes)];
        file = FileChannel.open(gz, CREATE, TRUNCATE_EXISTING, WRITE);
        ByteBuffer first = ByteBuffer.wrap(firstMember(front));
        while (first.hasRemaining()) {
            file.write(first);
        }
        ended();
    }

    private byte[] firstMember(byte[] front) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new FastGzip(packed, BUFFER_BYTES)) {
            gzip.write(front);
        }
        byte[] plain = packed.toByteArray();
        plain[FLAGS_AT] = FLAG_EXTRA;
        int indexBytes = Integer.BYTES * (1 + memberBytes.length);
        return ByteBuffer.allocate(plain.length + BEFORE_INDEX_BYTES + indexBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(plain, 0, FIXED_HEAD_BYTES)
                .putShort((short) (4 + indexBytes))
                .put((byte) 'L')
                .put((byte) 'B')
                .putShort((short) indexBytes)
                .position(FIXED_HEAD_BYTES + BEFORE_INDEX_BYTES + indexBytes)
                .put(plain, FIXED_HEAD_BYTES, plain.length - FIXED_HEAD_BYTES)
                .array();
    }

    private FastGzip begin() throws IOException {
        room = slabBytes;
        OutputStream open = new FilterOutputStream(Channels.newOutputStream(file)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() {
                // the end of a member is not the end of the file
            }
        };
        return new FastGzip(open, BUFFER_BYTES);
    }

    private void ended() throws IOException {
        memberBytes[members++] = Math.toIntExact(file.position() - memberFrom);
        memberFrom = file.position();
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        while (from < offset + length) {
            FastGzip open = slab == null ? begin() : slab;
            int part = Math.min(room, offset + length - from);
            open.write(bytes, from, part);
            from += part;
            room -= part;
            slab = open;
            if (room == 0) {
                end();
            }
        }
    }

    private void end() throws IOException {
        if (slab != null) {
            slab.close();
            slab = null;
            ended();
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            end();
            ByteBuffer index = ByteBuffer.allocate(Integer.BYTES * (1 + memberBytes.length))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(slabBytes);
            Arrays.stream(memberBytes).forEach(index::putInt);
            index.flip();
            long at = FIXED_HEAD_BYTES + BEFORE_INDEX_BYTES;
            while (index.hasRemaining()) {
                at += file.write(index, at);
            }
        }
    }
}
