package org.lungburden.artifact.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.input.CloseShieldInputStream;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Holds the next part of an artifact. A failed sending can then be repeated, and the part's length and digest are known
 * in advance. The part lies in an unnamed file, because hundreds of slow uploads at once would not fit into memory.
 */
final class Spool implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel file;
    private final long capacity;
    private final MessageDigest md5 = DigestUtils.getMd5Digest();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long length;

    private Spool(FileChannel file, long capacity) {
        this.file = file;
        this.capacity = capacity;
    }

    static Spool open(Path folder, long capacity) throws IOException {
        Path name = Files.createTempFile(folder, "lungburden-part-", "");
        return new Spool(
                FileChannel.open(
                        name, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE),
                capacity);
    }

    /** Replaces the content by the source's next bytes; false when the source has ended. */
    boolean fill(InputStream source) throws IOException {
        md5.reset();
        file.truncate(0);
        InputStream digested = new DigestInputStream(source, md5);
        length = IOUtils.copyLarge(digested, Channels.newOutputStream(file), 0, capacity, buffer);
        return length == capacity;
    }

    long length() {
        return length;
    }

    /** RFC 1864: base64 of the MD5 of the content; may be called once for each fill. */
    String contentMd5() {
        return Base64.getEncoder().encodeToString(md5.digest());
    }

    /** The content from its start, for one attempt after the other. */
    RequestBody body() {
        return RequestBody.fromContentProvider(this::content, length, "application/octet-stream");
    }

    private InputStream content() {
        try {
            file.position(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The next attempt and the next part still need the file that this stream reads.
        return CloseShieldInputStream.wrap(Channels.newInputStream(file));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
