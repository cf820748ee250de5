package org.lungburden.archive;

import java.util.Optional;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.job.Upload;

/** The files of an upload without CT images, for a sentence that names what the upload holds instead. */
public final class ForeignFiles {
    /** Texts accompany images of every format, so that any other format says more. */
    private static final String TEXT = "a text";

    private static final String EMPTY = "empty";

    private int files;
    private String telling = "";

    /**
     * @param head the first {@link ContentSniffer#HEAD_BYTES} bytes of a file, fewer when the file is shorter
     * @return whether the file may hold images for all that its first bytes say
     */
    public boolean add(byte[] head) {
        files++;
        Optional<Upload.Format> known = ContentSniffer.sniff(head);
        Optional<String> format = known.isPresent() ? Optional.empty() : ForeignFormat.of(head);
        if (head.length == 0) {
            tell(EMPTY);
        } else if (known.equals(Optional.of(Upload.Format.ZIP))) {
            tell("an Office document or a program");
        } else {
            format.or(() -> ForeignFormat.ofZeros(head)).ifPresent(this::tell);
        }
        return format.isEmpty() && head.length > 0;
    }

    /**
     * @param head as for {@link #add}
     * @return whether the file is empty, or neither an archive, NIfTI nor of any other known format; it may be DICOM
     */
    public static boolean isUnknown(byte[] head) {
        return ContentSniffer.sniff(head)
                .map(format -> format == Upload.Format.DICOM)
                .orElseGet(() -> ForeignFormat.of(head).isEmpty());
    }

    /** A file that is a gzip even when unpacked. */
    public void addGzippedTwice() {
        files++;
        tell("gzipped twice, so unpack it once");
    }

    private void tell(String format) {
        if (telling.isEmpty() || telling.equals(EMPTY) || telling.equals(TEXT) && !format.equals(EMPTY)) {
            telling = format;
        }
    }

    /** {@code NO_CT_IMAGES} */
    public CodedException fault() {
        if (files == 0) {
            return new CodedException(
                    ErrorCode.NO_CT_IMAGES,
                    "The study holds no CT images: it is empty, or has only folders and links; pack its files.");
        }
        if (telling.isEmpty()) {
            return new CodedException(
                    ErrorCode.NO_CT_IMAGES,
                    "The study holds no CT images; its files have no known format, or are DICOM without Modality and"
                            + " SOPClassUID; " + ForeignFormat.WHAT_TO_SEND);
        }
        String subject = files == 1 ? "its file is " : "one of its files is ";
        return new CodedException(
                ErrorCode.NO_CT_IMAGES,
                "The study holds no CT images; " + subject + telling + "; " + ForeignFormat.WHAT_TO_SEND);
    }
}
