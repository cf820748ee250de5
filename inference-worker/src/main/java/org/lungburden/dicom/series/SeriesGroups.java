package org.lungburden.dicom.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts the frames of an upload into groups that may each be a volume. A series of the header is not always one: some
 * exports put a localizer, a second phase or a second reconstruction into one series, others give each slice a series
 * of its own.
 */
final class SeriesGroups {
    private final IdenticalCopies copies;
    private final Strays strays;

    SeriesGroups(IdenticalCopies copies) {
        this.copies = copies;
        this.strays = new Strays(this::volumes);
    }

    /** @return every frame in one group, copies excepted; the groups are in the order of their first frames */
    List<List<PlacedFrame>> of(List<PlacedFrame> frames) throws IOException {
        List<List<PlacedFrame>> groups = new ArrayList<>();
        for (List<PlacedFrame> origin : Origins.of(frames)) {
            for (List<PlacedFrame> parallel : FrameSets.parallel(origin)) {
                groups.addAll(SplitScans.joined(ofOneOrigin(parallel)));
            }
        }
        return strays.withoutUids(groups);
    }

    private List<List<PlacedFrame>> ofOneOrigin(List<PlacedFrame> parallel) throws IOException {
        List<List<PlacedFrame>> groups = new ArrayList<>();
        for (List<PlacedFrame> series :
                FrameSets.by(parallel, frame -> frame.frame().seriesInstanceUid())) {
            groups.addAll(volumes(series));
        }
        return strays.joined(groups);
    }

    /** The phases, reconstructions or scans of one series. */
    private List<List<PlacedFrame>> volumes(List<PlacedFrame> series) throws IOException {
        List<List<PlacedFrame>> volumes = new ArrayList<>();
        for (List<PlacedFrame> phase : Phases.of(series)) {
            volumes.addAll(Phases.scans(copies.removed(phase)));
        }
        return volumes;
    }
}
