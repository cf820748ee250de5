package org.lungburden.archive;

import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Refuses entries with hostile names, devices, encryption or an unsupported compression. */
final class ZipEntryRules {
    private static final int UNIX_TYPE = 0170000;
    private static final int UNIX_LINK = 0120000;
    private static final Set<Integer> UNIX_HARMLESS = Set.of(0, 0100000, 0040000, UNIX_LINK);
    private static final Set<Integer> METHODS = Set.of(
            ZipEntry.STORED, ZipEntry.DEFLATED, ZipMethod.ENHANCED_DEFLATED.getCode(), ZipMethod.BZIP2.getCode());

    /** Names of APPNOTE.TXT 4.4.5. */
    private static final Map<Integer, String> OTHER_METHODS = Map.of(
            1,
            "Shrink",
            6,
            "Implode",
            14,
            "LZMA",
            20,
            "Zstandard",
            93,
            "Zstandard",
            95,
            "XZ",
            97,
            "WavPack",
            98,
            "PPMd");

    private ZipEntryRules() {}

    /** @throws CodedException {@code ARCHIVE_UNSAFE}, {@code ARCHIVE_ENCRYPTED} or {@code CORRUPT_ARCHIVE} */
    static void check(ZipHeader entry) {
        for (CharSequence name : entry.names()) {
            if (MemberNames.leadsOut(name)) {
                throw MemberNames.refusal(name);
            }
        }
        if (!UNIX_HARMLESS.contains(unixType(entry.externalAttributes()))) {
            throw new CodedException(
                    ErrorCode.ARCHIVE_UNSAFE, "The zip holds a device or a pipe; pack the files of the study alone.");
        }
        if (entry.encrypted() || entry.method() == ZipMethod.AES_ENCRYPTED.getCode()) {
            throw new CodedException(ErrorCode.ARCHIVE_ENCRYPTED);
        }
        if (entry.size() < 0 || entry.compressedSize() < 0) {
            throw Source.damage();
        }
        if (!METHODS.contains(entry.method())) {
            throw unsupported(entry.method());
        }
    }

    private static CodedException unsupported(int method) {
        String name = OTHER_METHODS.getOrDefault(method, "an unknown method (" + method + ")");
        return new CodedException(
                ErrorCode.CORRUPT_ARCHIVE,
                "The zip is compressed with " + name + "; compress it with Deflate, as most programs do by default.");
    }

    /** A symbolic link, which holds a path instead of a file. */
    static boolean isLink(ZipHeader entry) {
        return unixType(entry.externalAttributes()) == UNIX_LINK;
    }

    /** The upper half of the external attributes is the Unix mode. */
    private static int unixType(long externalAttributes) {
        return (int) (externalAttributes >>> 16) & UNIX_TYPE;
    }
}
