package org.lungburden.api.upload.submit;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.archive.ArchiveSettings;
import org.lungburden.archive.ZipArchive;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Refuses a zip because of faults in its directory. */
class ZipCheck {
    private final ArchiveLimits limits;

    ZipCheck(ArchiveSettings settings) {
        this.limits = settings.limits();
    }

    /**
     * A damaged archive passes this check, because the worker decides whether it can read a study.
     *
     * @param channel closed here
     * @throws CodedException {@code ARCHIVE_UNSAFE}, {@code ARCHIVE_ENCRYPTED} or {@code ARCHIVE_TOO_LARGE}
     */
    void check(SeekableByteChannel channel) throws IOException {
        try {
            ZipArchive.check(channel, limits);
        } catch (CodedException e) {
            if (e.code() != ErrorCode.CORRUPT_ARCHIVE) {
                throw e;
            }
        }
    }
}
