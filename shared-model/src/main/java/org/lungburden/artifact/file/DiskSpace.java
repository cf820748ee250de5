package org.lungburden.artifact.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Tells a full store from a broken one. */
final class DiskSpace {
    /** What Linux and the JDK say for ENOSPC and EDQUOT; the JDK has no exception of its own for them. */
    private static final String NO_SPACE = "no space left";

    private static final String QUOTA = "quota exceeded";
    /** A write that failed with less than a block free failed for want of space. */
    private static final long BLOCK_BYTES = 4096;

    private DiskSpace() {}

    static void require(Path folder, long reserveBytes) throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() < reserveBytes) {
            throw new CodedException(ErrorCode.STORE_FULL);
        }
    }

    /** The exception itself, unless space ran out. */
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
