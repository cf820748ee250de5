package org.lungburden.dicom.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.StudyReader;

/**
 * Images that may show lung but are not measured: those of the chosen series without a place, or turned against its
 * slices, and slices of the same patient and study that go on where the chosen ones end in lung. What lies within the
 * chosen slices, such as another phase or kernel, loses nothing and is told with the choice of the series alone.
 */
final class LeftOut {
    private final LungSections lungs;
    private final SeriesCandidate chosen;
    private int withoutPlace;
    private int turned;
    private int beyond;

    private LeftOut(LungSections lungs, SeriesCandidate chosen) {
        this.lungs = lungs;
        this.chosen = chosen;
    }

    /**
     * @param unused groups of frames that are not measured, without copies of the chosen one
     * @param unplaced frames without an image plane
     */
    static Optional<QualityFlag> flag(
            LungSections lungs, SeriesCandidate chosen, List<SeriesCandidate> unused, List<CtFrame> unplaced)
            throws IOException {
        LeftOut left = new LeftOut(lungs, chosen);
        unplaced.forEach(left::addUnplaced);
        for (SeriesCandidate other : unused) {
            left.add(other);
        }
        return left.flag();
    }

    private void addUnplaced(CtFrame frame) {
        String series = frame.seriesInstanceUid();
        boolean own = series.isEmpty() || chosen.writtenUids().contains(series);
        if (own && !ImageTypes.of(frame).isScreenAmong(chosen.types())) {
            withoutPlace++;
        }
    }

    private void add(SeriesCandidate other) throws IOException {
        if (!chosen.isOfStudyOf(other) || other.types().isLocalizer() || Phases.isOnePlace(other.frames())) {
            return;
        }
        boolean own = chosen.sharesSeriesWith(other);
        if (!chosen.extent().isParallelTo(other.extent())) {
            turned += own && mayBeLost(other) ? other.slices() : 0;
        } else if (own || isOnGrid(other) && !other.types().isComputed()) {
            beyond += beyond(other, false) + beyond(other, true);
        }
    }

    /** A scout or a reformat has another matrix, or is whole. */
    private boolean mayBeLost(SeriesCandidate other) {
        return other.slices() < StudyReader.LEAST_SLICES
                && other.frames().get(0).hasMatrixOf(chosen.frames().get(0));
    }

    private boolean isOnGrid(SeriesCandidate other) {
        return other.frames().get(0).fitsInStackOf(chosen.frames().get(0));
    }

    /** The lungs have no gap: they reach no slice beyond an end unless the end or the next slice shows some of them. */
    private int beyond(SeriesCandidate other, boolean upwards) throws IOException {
        Optional<PlacedFrame> next = chosen.extent().next(other.extent(), upwards);
        boolean goesOn = next.isPresent() && (lungs.mayBeIn(chosen.extent().end(upwards)) || lungs.mayBeIn(next.get()));
        return goesOn ? chosen.extent().beyond(other.extent(), upwards) : 0;
    }

    private Optional<QualityFlag> flag() {
        List<String> parts = new ArrayList<>();
        if (withoutPlace > 0) {
            parts.add(images(withoutPlace, "image") + " of the series without a place (ImagePositionPatient, "
                    + "ImageOrientationPatient or PixelSpacing)");
        }
        if (turned > 0) {
            parts.add(images(turned, "slice") + " of the series with another ImageOrientationPatient");
        }
        if (beyond > 0) {
            parts.add(images(beyond, "slice") + " beyond the ends of the scan, which end in lung");
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new QualityFlag(
                        "SLICES_LEFT_OUT",
                        "Not measured: " + String.join(", ", parts)
                                + ". Lung that only they show is not in the numbers.",
                        (double) (withoutPlace + turned + beyond)));
    }

    private static String images(int count, String image) {
        return count + " " + image + (count == 1 ? "" : "s");
    }
}
