package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.lungburden.dicom.file.Tag;
import org.lungburden.geometry.Vector3;
import org.lungburden.study.QualityFlag;

/**
 * Images that may show lung but are not measured: those of the chosen series that lie in no volume with it, and those of
 * the same patient and study that go on where its slices end. Whole series at the same places are told with the choice
 * of the series alone.
 */
final class LeftOut {
    private final SeriesCandidate chosen;
    private int withoutPlace;
    private int ofSeries;
    private int beyond;

    private LeftOut(SeriesCandidate chosen) {
        this.chosen = chosen;
    }

    /**
     * @param unused groups of frames that are not measured, without copies of the chosen one
     * @param unplaced frames without an image plane
     */
    static Optional<QualityFlag> flag(SeriesCandidate chosen, List<SeriesCandidate> unused, List<CtFrame> unplaced) {
        LeftOut left = new LeftOut(chosen);
        unplaced.forEach(left::addUnplaced);
        unused.forEach(left::add);
        return left.flag();
    }

    private void addUnplaced(CtFrame frame) {
        String series = frame.seriesInstanceUid();
        if (series.isEmpty() || chosen.writtenUids().contains(series)) {
            withoutPlace++;
        }
    }

    private void add(SeriesCandidate other) {
        boolean ofPatient = isSame(other, Tag.PATIENT_ID) && isSame(other, Tag.STUDY_INSTANCE_UID);
        if (!ofPatient || other.isLocalizer() || Phases.isOnePlace(other.frames())) {
            return;
        }
        int outside = other.isComputed() ? 0 : outside(other);
        beyond += outside;
        if (!Collections.disjoint(chosen.writtenUids(), other.writtenUids())) {
            ofSeries += other.slices() - outside;
        }
    }

    /** What an export dropped tells nothing. */
    private boolean isSame(SeriesCandidate other, int tag) {
        String value = other.firstText(tag);
        return value.isEmpty() || chosen.firstText(tag).isEmpty() || value.equals(chosen.firstText(tag));
    }

    /** The number of slices on the chosen grid that lie beyond its first or last slice. */
    private int outside(SeriesCandidate other) {
        List<PlacedFrame> frames = chosen.frames();
        if (!other.frames().get(0).fitsInStackOf(frames.get(0))) {
            return 0;
        }
        Vector3 normal = frames.get(0).plane().normal();
        double slackMm = 0.51 * Math.max(chosen.distanceMm(), other.distanceMm());
        double firstMm = frames.get(0).along(normal) - slackMm;
        double lastMm = frames.get(frames.size() - 1).along(normal) + slackMm;
        return (int) other.frames().stream()
                .mapToDouble(frame -> frame.along(normal))
                .filter(mm -> mm < firstMm || mm > lastMm)
                .count();
    }

    private Optional<QualityFlag> flag() {
        List<String> parts = new ArrayList<>();
        if (withoutPlace > 0) {
            parts.add(images(withoutPlace, "image") + " of the series without a place (ImagePositionPatient, "
                    + "ImageOrientationPatient or PixelSpacing)");
        }
        if (ofSeries > 0) {
            parts.add(images(ofSeries, "slice") + " of another phase, reconstruction or grid in the series");
        }
        if (beyond > 0) {
            parts.add(images(beyond, "slice") + " on the same grid beyond the ends of the scan");
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new QualityFlag(
                        "SLICES_LEFT_OUT",
                        "Not measured: " + String.join(", ", parts)
                                + ". Lung that only they show is not in the numbers.",
                        (double) (withoutPlace + ofSeries + beyond)));
    }

    private static String images(int count, String image) {
        return count + " " + image + (count == 1 ? "" : "s");
    }
}
