package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        if (!chosen.isOfStudyOf(other) || other.types().isLocalizer() || Phases.isOnePlace(other.frames())) {
            return;
        }
        int outside = other.types().isComputed() ? 0 : chosen.extent().beyond(other.extent());
        beyond += outside;
        if (chosen.sharesSeriesWith(other)) {
            ofSeries += other.slices() - outside;
        }
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
