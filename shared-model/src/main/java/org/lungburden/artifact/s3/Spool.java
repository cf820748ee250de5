package org.lungburden.artifact.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Holds the next part of an artifact. A failed sending can then be repeated, and the part's length and digest are known
 * in advance. The part lies in an unnamed file, because hundreds of slow uploads at once would not fit into memory.
 */
final class Spool implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel file;
    private final long capacity;
    private final MessageDigest md5;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long length;

    private Spool(FileChannel file, long capacity) {
        this.file = file;
        this.capacity = capacity;
        this.md5 = newMd5();
    }

    static Spool open(Path folder, long capacity) throws IOException {
        Path name = Files.createTempFile(folder, "lungburden-part-", "");
        return new Spool(
                FileChannel.open(
                        name, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE),
                capacity);
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }

    /** Replaces the content by the source's next bytes; false when the source has ended. */
    boolean fill(InputStream source) throws IOException {
        length = 0;
        md5.reset();
        while (length < capacity) {
            int read = source.read(buffer, 0, (int) Math.min(buffer.length, capacity - length));
            if (read < 0) {
                return false;
            }
            md5.update(buffer, 0, read);
            write(ByteBuffer.wrap(buffer, 0, read));
            length += read;
        }
        return true;
    }

    private void write(ByteBuffer bytes) throws IOException {
        long at = length;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    long length() {
        return length;
    }

    /** RFC 1864: base64 of the MD5 of the content; may be called once for each fill. */
    String contentMd5() {
        return Base64.getEncoder().encodeToString(md5.digest());
    }

    /** The content from its start, once for every attempt. */
    RequestBody body() {
        return RequestBody.fromContentProvider(Held::new, length, "application/octet-stream");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** A view with a position of its own. */
    private final class Held extends InputStream {
        private long at;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            if (at >= length) {
                return -1;
            }
            int read = file.read(ByteBuffer.wrap(target, offset, (int) Math.min(count, length - at)), at);
            if (read < 0) {
                throw new UncheckedIOException(new IOException("the spooled part was cut short"));
            }
            at += read;
            return read;
        }
    }
}
