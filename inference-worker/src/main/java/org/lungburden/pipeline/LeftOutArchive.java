package org.lungburden.pipeline;

import java.util.List;
import org.lungburden.archive.UploadArchive;
import org.lungburden.error.ErrorCode;
import org.lungburden.study.QualityFlag;

/** Tells of an archive within the upload that could not be read, where another archive gave the images. */
final class LeftOutArchive {
    private LeftOutArchive() {}

    /** {@code ARCHIVE_LEFT_OUT} or nothing. */
    static List<QualityFlag> flags(UploadArchive archive) {
        return archive.leftOutBesideImages().stream()
                .map(fault -> new QualityFlag(
                        "ARCHIVE_LEFT_OUT",
                        "The images come from an archive within the upload. Another archive beside it was left out: it "
                                + why(fault.code())
                                + ". If it holds images of this scan, they are missing here; mend it and submit again.",
                        null))
                .toList();
    }

    private static String why(ErrorCode code) {
        return switch (code) {
            case CORRUPT_ARCHIVE -> "is damaged or cut short";
            case ARCHIVE_ENCRYPTED -> "is encrypted";
            default -> "holds further archives, links or unsafe names";
        };
    }
}
