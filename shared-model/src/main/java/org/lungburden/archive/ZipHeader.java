package org.lungburden.archive;

import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * What a zip's directory says about an entry (APPNOTE.TXT 4.3.12).
 *
 * @param names the name, and the name of the Info-ZIP Unicode path extra field where the directory was read as it is.
 *     The library leaves that field aside
 * @param externalAttributes with the Unix mode in the upper half
 * @param size unpacked, in bytes; negative when unknown
 * @param compressedSize in bytes; negative when unknown
 */
record ZipHeader(
        List<? extends CharSequence> names,
        long externalAttributes,
        boolean encrypted,
        int method,
        long size,
        long compressedSize) {

    /** As the library has read it. */
    static ZipHeader of(ZipArchiveEntry entry) {
        return new ZipHeader(
                List.of(entry.getName()),
                entry.getExternalAttributes(),
                entry.getGeneralPurposeBit().usesEncryption(),
                entry.getMethod(),
                entry.getSize(),
                entry.getCompressedSize());
    }
}
