package org.lungburden.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The files of an upload, which unpack within limits. Members are streams, so no name can reach the file system. Several
 * threads may read different members at once.
 */
public interface Archive extends Closeable {
    /** A regular file in the archive. */
    interface Member {
        /** The name as stored; never use the name in logs, errors or files. */
        String name();

        /** Size that the archive declares, which may be wrong. */
        long declaredBytes();
    }

    /** The regular files, in the archive's order. */
    List<Member> members();

    /**
     * @return the member's bytes. Reading throws {@code ARCHIVE_TOO_LARGE} beyond the limits of the member or of all
     *     members together. Reading throws {@code CORRUPT_ARCHIVE} when the member is damaged. Reading throws
     *     {@link IOException} only when the upload itself cannot be read
     */
    InputStream open(Member member) throws IOException;

    /**
     * Counts the bytes of a member that is itself compressed, such as deflated DICOM. They count against the limits of
     * the whole archive, in addition to the member's own bytes.
     *
     * @param unpacked from the bytes of {@link #open}; closed with the returned stream
     * @return the same bytes; reading throws {@code ARCHIVE_TOO_LARGE} beyond the limits
     */
    InputStream counted(Member member, InputStream unpacked);

    /** Why files may be missing from an archive that can be read. */
    enum Gap {
        /** A tar without the zeros at its end, as if it was cut between two files. */
        NO_END,
        /** A zip with the files of another zip in front of it or behind it, which its directory does not name. */
        OTHER_ZIP
    }

    /** Empty when the archive is whole. */
    default Optional<Gap> gap() {
        return Optional.empty();
    }

    /** Whether the first bytes of a member are known and no image's, so that damage in the rest does not matter. */
    default boolean isForeign(Member member) {
        return false;
    }

    /** Bytes that may come out of this archive. A header that claims more is false or a decompression bomb. */
    long allowanceBytes();
}
