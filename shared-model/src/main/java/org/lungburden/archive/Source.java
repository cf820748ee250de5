package org.lungburden.archive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Separates a store that cannot be read from a damaged archive. Libraries report both as {@link IOException}, but only
 * a damaged archive is the client's fault.
 */
final class Source {
    private volatile @Nullable IOException failure;

    IOException failed(IOException e) {
        failure = e;
        return e;
    }

    /** @throws IOException the failure of the source itself, if there was one */
    CodedException damage(Exception found) throws IOException {
        IOException own = failure;
        if (own != null) {
            throw own;
        }
        return new CodedException(ErrorCode.CORRUPT_ARCHIVE, ErrorCode.CORRUPT_ARCHIVE.sentence(), found);
    }

    static CodedException damage() {
        return new CodedException(ErrorCode.CORRUPT_ARCHIVE);
    }
}
