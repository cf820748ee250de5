package org.lungburden.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungburden.archive.Archive.Gap;
import org.lungburden.archive.UploadArchive;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesChoiceException;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.StudyFormat;

/** Tells of archives that could not be read, or not to their end, in notes and in refusals. */
final class LeftOutArchive {
    private LeftOutArchive() {}

    /**
     * {@code ARCHIVE_LEFT_OUT}, {@code ARCHIVE_NOT_WHOLE} or nothing.
     *
     * @param format of the study; a NIfTI file is whole without the others
     */
    static List<QualityFlag> flags(UploadArchive archive, StudyFormat format) {
        List<QualityFlag> flags = new ArrayList<>();
        Optional<CodedException> fault = archive.leftOutBesideImages();
        fault.ifPresent(unread -> flags.add(new QualityFlag(
                "ARCHIVE_LEFT_OUT",
                "The images come from an archive within the upload. Another archive beside it was left out: it "
                        + why(unread.code())
                        + ". If it holds images of this scan, they are missing here; mend it and submit again.",
                null)));
        if (fault.isEmpty() && format == StudyFormat.DICOM) {
            archive.packed()
                    .ifPresent(packed -> flags.add(new QualityFlag(
                            "ARCHIVE_LEFT_OUT",
                            "A file beside the images is " + packed
                                    + " and was not read. If it holds images of this scan,"
                                    + " they are missing here; unpack it and submit again.",
                            null)));
        }
        archive.gap().ifPresent(gap -> flags.add(new QualityFlag("ARCHIVE_NOT_WHOLE", sentence(gap), null)));
        return flags;
    }

    private static String sentence(Gap gap) {
        return switch (gap) {
            case NO_END ->
                "The tar has no end, as if it was cut between two files; images may be missing. Compare the number of"
                        + " slices with the scan's.";
            case OTHER_ZIP ->
                "Another zip lies in front of the zip or behind it, and its files were not read; images may be missing."
                        + " Pack all files into one zip.";
        };
    }

    /**
     * @param refusal of what was read
     * @return the same refusal, which also names an archive that was left out, since that may hold the scan
     */
    static CodedException named(UploadArchive archive, CodedException refusal) {
        CodedException fault = archive.leftOut().orElse(refusal);
        boolean packed = archive.packed().isPresent() && refusal.code() != ErrorCode.NO_CT_IMAGES;
        if (fault == refusal && !packed) {
            return refusal;
        }
        String detail = refusal.detail()
                + (fault == refusal
                        ? " A file in the upload is " + archive.packed().orElse("")
                                + " and was not read; if it holds the" + " scan, unpack it."
                        : " An archive in the upload was left out, since it " + why(fault.code())
                                + "; if it holds the scan, mend it.");
        return refusal.candidates().isEmpty()
                ? new CodedException(refusal.code(), detail, refusal)
                : new SeriesChoiceException(refusal.code(), detail, refusal.candidates());
    }

    private static String why(ErrorCode code) {
        return switch (code) {
            case CORRUPT_ARCHIVE -> "is damaged or cut short";
            case ARCHIVE_ENCRYPTED -> "is encrypted";
            default -> "holds further archives, devices or unsafe names";
        };
    }
}
