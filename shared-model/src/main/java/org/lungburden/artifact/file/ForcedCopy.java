package org.lungburden.artifact.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import org.lungburden.folder.OwnFiles;

/** Streams into a new file that only this user reads, leaves the reserved space free, and forces the file to the disk. */
final class ForcedCopy {
    private static final int BUFFER_BYTES = 1 << 16;
    /** Asking for the free space costs a system call, so the copy asks only once for this many bytes. */
    private static final long SPACE_CHECK_BYTES = 16 << 20;

    private static final Set<StandardOpenOption> NEW =
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path folder;
    private final Path target;
    private final long reserveBytes;

    ForcedCopy(Path folder, String name, long reserveBytes) {
        this.folder = folder;
        this.target = folder.resolve(name);
        this.reserveBytes = reserveBytes;
    }

    void from(InputStream source) throws IOException {
        long total = 0;
        long nextCheck = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (FileChannel file = FileChannel.open(target, NEW, OwnFiles.file())) {
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                total += read;
                if (total > nextCheck) {
                    DiskSpace.require(folder, reserveBytes);
                    nextCheck = total + SPACE_CHECK_BYTES;
                }
                write(file, ByteBuffer.wrap(buffer, 0, read));
            }
            force(file);
        }
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
