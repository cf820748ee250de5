package org.lungburden.standalone.study;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.archive.BoundedGzip;
import org.lungburden.archive.ContentSniffer;
import org.lungburden.archive.ForeignFiles;
import org.lungburden.dicom.series.ImageIds;
import org.lungburden.error.CodedException;
import org.lungburden.job.Upload;

/** What a file of a folder is, by its content; a gzip counts as what it unpacks to. */
sealed interface ContentKind {
    /** An image or another object of DICOM. */
    record Dicom(ImageIds ids) implements ContentKind {}

    /** An image or mask, or the header of a pair. */
    record Nifti() implements ContentKind {}

    /** A zip or a tar, which may hold a study. */
    record Archive() implements ContentKind {}

    /** Nothing that a study needs. */
    record Other() implements ContentKind {}

    /** Reads the first bytes, and of DICOM the header. */
    static ContentKind of(Path file) throws IOException {
        byte[] head = head(Files.newInputStream(file));
        Optional<Upload.Format> format = ContentSniffer.sniff(head);
        boolean gzip = format.equals(Optional.of(Upload.Format.GZIP));
        try {
            if (gzip) {
                head = head(unpacked(file));
                format = ContentSniffer.sniff(head);
            }
            if (format.isEmpty() || format.get() == Upload.Format.DICOM) {
                return ForeignFiles.isUnknown(head) ? dicom(file, gzip) : new Other();
            }
        } catch (CodedException damaged) {
            // the service tells what is wrong with the file
            return new Archive();
        }
        return format.get() == Upload.Format.NIFTI ? new Nifti() : new Archive();
    }

    private static ContentKind dicom(Path file, boolean gzip) throws IOException {
        try (InputStream in = new BufferedInputStream(gzip ? unpacked(file) : Files.newInputStream(file))) {
            return ImageIds.read(in).<ContentKind>map(Dicom::new).orElseGet(Other::new);
        }
    }

    private static InputStream unpacked(Path file) throws IOException {
        return BoundedGzip.open(Files.newInputStream(file), ArchiveLimits.defaults());
    }

    private static byte[] head(InputStream content) throws IOException {
        try (content) {
            return content.readNBytes(ContentSniffer.HEAD_BYTES);
        }
    }
}
