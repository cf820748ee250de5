package org.lungburden.artifact.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lungburden.artifact.Sha256;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Streams into a new file, counts and hashes the bytes, and forces the file to the disk. */
final class BoundedCopy {
    private static final int BUFFER_BYTES = 1 << 16;
    /** Asking for the free space costs a system call, so the copy asks only once for this many bytes. */
    private static final long SPACE_CHECK_BYTES = 16 << 20;

    private final Path folder;
    private final Path target;
    private final long reserveBytes;

    BoundedCopy(Path folder, String name, long reserveBytes) {
        this.folder = folder;
        this.target = folder.resolve(name);
        this.reserveBytes = reserveBytes;
    }

    record Copied(long bytes, String sha256) {}

    Copied from(InputStream source, long maxBytes) throws IOException {
        Sha256 digest = new Sha256();
        long total = 0;
        long nextCheck = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                total += read;
                if (total > maxBytes) {
                    throw new CodedException(ErrorCode.UPLOAD_TOO_LARGE);
                }
                if (total > nextCheck) {
                    DiskSpace.require(folder, reserveBytes);
                    nextCheck = total + SPACE_CHECK_BYTES;
                }
                digest.update(buffer, 0, read);
                write(file, ByteBuffer.wrap(buffer, 0, read));
            }
            force(file);
        }
        return new Copied(total, digest.hex());
    }

    private void write(FileChannel file, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw DiskSpace.translated(e, folder);
        }
    }

    private void force(FileChannel file) throws IOException {
        try {
            file.force(true);
        } catch (IOException e) {
            throw DiskSpace.translated(e, folder);
        }
    }
}
