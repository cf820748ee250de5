package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.study.StudyReader;

/** Says of an upload whose longest series is too short what else it holds. */
final class FewSlices {
    /** More would fill the screen. */
    private static final int MOST_TOLD = 4;

    private static final int TOLD_DIGITS = 6;

    private FewSlices() {}

    /**
     * @param others groups of slices beside the series
     * @param unplaced images without an image plane
     * @param asked whether the client asks for the series
     * @return {@code TOO_FEW_SLICES}
     */
    static CodedException fault(
            SeriesCandidate series, List<SeriesCandidate> others, int unplaced, UploadHeaders headers, boolean asked) {
        String which = asked
                ? "the series that was asked for"
                : others.isEmpty() ? "the only CT series of the upload" : "the longest CT series of the upload";
        List<String> rest = rest(others, unplaced, headers);
        return new CodedException(
                ErrorCode.TOO_FEW_SLICES,
                "Not measured: " + which + named(series) + " has " + count(series.slices(), "slice")
                        + "; a volume needs at least " + StudyReader.LEAST_SLICES + "."
                        + (rest.isEmpty() ? "" : " The upload also holds " + String.join(", ", rest) + ".")
                        + " Send all slices of one scan of the chest.");
    }

    /** By its number, which scanners count and people see; neither tells who the patient is. */
    private static String named(SeriesCandidate series) {
        String number = series.firstText(Tag.SERIES_NUMBER);
        String uid = series.seriesInstanceUid();
        if (Distinction.isNumber(number)) {
            return " (SeriesNumber " + number + ")";
        }
        return uid == null
                ? ""
                : " (SeriesInstanceUID ends in " + uid.substring(Math.max(0, uid.length() - TOLD_DIGITS)) + ")";
    }

    private static List<String> rest(List<SeriesCandidate> others, int unplaced, UploadHeaders headers) {
        List<String> rest = new ArrayList<>();
        if (!others.isEmpty()) {
            String told = others.stream()
                    .limit(MOST_TOLD)
                    .map(other -> count(other.slices(), "image") + " ("
                            + other.whyNoVolume().orElse("a volume") + ")")
                    .collect(Collectors.joining(", "));
            rest.add(told + (others.size() > MOST_TOLD ? " and " + (others.size() - MOST_TOLD) + " more series" : ""));
        }
        if (unplaced > 0) {
            rest.add(count(unplaced, "image") + " without a place (ImagePositionPatient, ImageOrientationPatient or"
                    + " PixelSpacing)");
        }
        if (headers.pictures() > 0) {
            rest.add(count(headers.pictures(), "localizer or color picture"));
        }
        if (headers.others() > 0) {
            rest.add(count(headers.others(), "DICOM file") + " of other kinds than CT images");
        }
        return rest;
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
