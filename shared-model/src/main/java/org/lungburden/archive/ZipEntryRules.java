package org.lungburden.archive;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Refuses entries with hostile names, links, devices, encryption or an unknown compression. */
final class ZipEntryRules {
    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);
    private static final Pattern PARENT = Pattern.compile("(^|.*/)\\.\\.(/.*|$)", Pattern.DOTALL);
    private static final int UNIX_TYPE = 0170000;
    private static final Set<Integer> UNIX_PLAIN = Set.of(0, 0100000, 0040000);
    private static final Set<Integer> METHODS =
            Set.of(ZipEntry.STORED, ZipEntry.DEFLATED, ZipMethod.ENHANCED_DEFLATED.getCode());

    private ZipEntryRules() {}

    /** @throws CodedException {@code ARCHIVE_UNSAFE}, {@code ARCHIVE_ENCRYPTED} or {@code CORRUPT_ARCHIVE} */
    static void check(ZipArchiveEntry entry) {
        if (leadsOut(entry.getName()) || !isPlain(entry)) {
            throw new CodedException(ErrorCode.ARCHIVE_UNSAFE);
        }
        if (entry.getGeneralPurposeBit().usesEncryption() || entry.getMethod() == ZipMethod.AES_ENCRYPTED.getCode()) {
            throw new CodedException(ErrorCode.ARCHIVE_ENCRYPTED);
        }
        if (entry.getSize() < 0 || entry.getCompressedSize() < 0) {
            throw Source.damage();
        }
        if (!METHODS.contains(entry.getMethod())) {
            throw new CodedException(
                    ErrorCode.CORRUPT_ARCHIVE, "The archive is compressed in a way that is not supported.");
        }
    }

    /** The library has already turned the backslashes of a zip made by DOS or Windows into slashes. */
    private static boolean leadsOut(String name) {
        return name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || DRIVE.matcher(name).matches()
                || PARENT.matcher(name).matches();
    }

    /** Neither link, device nor pipe: the upper half of the external attributes is the Unix mode. */
    private static boolean isPlain(ZipArchiveEntry entry) {
        int type = (int) (entry.getExternalAttributes() >>> 16) & UNIX_TYPE;
        return UNIX_PLAIN.contains(type);
    }
}
