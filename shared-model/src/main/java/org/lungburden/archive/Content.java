package org.lungburden.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.Archive.Member;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload;

/**
 * What the first bytes of a member say.
 *
 * @param format after unpacking a gzip
 * @param gzip whether the member is a gzip that can be read
 * @param furthest how far the gzip was read
 * @param damage why nothing is known
 */
record Content(
        byte[] head,
        Optional<Upload.Format> format,
        boolean gzip,
        AtomicLong furthest,
        @Nullable CodedException damage) {

    /** APPNOTE.TXT 4.3.7: the name of the first file in a zip. */
    private static final int FIRST_NAME_AT = 30;

    /** @throws CodedException {@code ARCHIVE_TOO_LARGE} */
    static Content of(Archive archive, Member member, InflationBudget budget) throws IOException {
        AtomicLong furthest = new AtomicLong();
        try {
            byte[] head = head(archive.open(member));
            if (!ContentSniffer.isGzip(head)) {
                return new Content(head, ContentSniffer.sniff(head), false, furthest, null);
            }
            byte[] within = head(UploadArchive.gunzip(archive, member, budget, furthest));
            return new Content(within, ContentSniffer.sniff(within), true, furthest, null);
        } catch (CodedException e) {
            if (e.code() != ErrorCode.CORRUPT_ARCHIVE) {
                throw e;
            }
            return new Content(new byte[0], Optional.empty(), false, furthest, e);
        }
    }

    private static byte[] head(InputStream content) throws IOException {
        try (content) {
            return content.readNBytes(ContentSniffer.HEAD_BYTES);
        }
    }

    /** Whether the first bytes are those of a DICOM or NIfTI file. */
    boolean isImage() {
        return format.filter(found -> found == Upload.Format.DICOM || found == Upload.Format.NIFTI)
                .isPresent();
    }

    /** Programs and office documents are zips too, which hold thousands of files but no images. */
    boolean isArchive() {
        return format.equals(Optional.of(Upload.Format.TAR))
                || format.equals(Optional.of(Upload.Format.ZIP)) && !isProgramOrDocument();
    }

    private boolean isProgramOrDocument() {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        return Stream.of("META-INF/", "[Content_Types].xml", "mimetype", "_rels/", "AndroidManifest.xml")
                .anyMatch(name -> start.startsWith(name, FIRST_NAME_AT));
    }

    /** Whether a program or an office document begins with another file than most do. */
    static boolean isProgramOrDocument(Archive opened) {
        return opened.members().stream()
                .map(Member::name)
                .anyMatch(name -> name.equals("[Content_Types].xml") || name.equals("META-INF/MANIFEST.MF"));
    }
}
