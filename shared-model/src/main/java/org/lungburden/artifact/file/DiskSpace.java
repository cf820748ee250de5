package org.lungburden.artifact.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Recognizes a full disk behind an {@link IOException}. */
final class DiskSpace {
    /** Messages of Linux and the JDK for ENOSPC and EDQUOT. The JDK has no exception class for them. */
    private static final String NO_SPACE = "no space left";

    private static final String QUOTA = "quota exceeded";
    /** If a write fails and less than one block is free, the disk is full. */
    private static final long BLOCK_BYTES = 4096;

    private DiskSpace() {}

    static void require(Path folder, long reserveBytes) throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() < reserveBytes) {
            throw new CodedException(ErrorCode.STORE_FULL);
        }
    }

    /** The exception itself, unless the disk is full. */
    static IOException translated(IOException failure, Path folder) {
        if (saysSo(failure) || nothingLeft(folder)) {
            throw new CodedException(ErrorCode.STORE_FULL, ErrorCode.STORE_FULL.sentence(), failure);
        }
        return failure;
    }

    private static boolean saysSo(IOException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains(NO_SPACE) || text.contains(QUOTA);
    }

    private static boolean nothingLeft(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < BLOCK_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
