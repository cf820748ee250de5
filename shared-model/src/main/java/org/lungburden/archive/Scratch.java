package org.lungburden.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One private file for all that must be unpacked before a program can jump about in it. The file appears with the first
 * archive and goes with this object. Its name never comes from an archive.
 */
final class Scratch implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private @Nullable FileChannel file;

    /** @param folder private; a crash leaves the file there */
    Scratch(Path folder) {
        this.folder = folder;
    }

    /**
     * @param unpacked read to its end; the caller closes it
     * @return the same bytes
     */
    WindowChannel append(InputStream unpacked) throws IOException {
        FileChannel target = file();
        long start = target.position();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = unpacked.read(buffer); count >= 0; count = unpacked.read(buffer)) {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                target.write(bytes);
            }
        }
        return new WindowChannel(target, start, target.position() - start);
    }

    private FileChannel file() throws IOException {
        if (file == null) {
            file = FileChannel.open(
                    Files.createTempFile(folder, "unpacked-", ""),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
