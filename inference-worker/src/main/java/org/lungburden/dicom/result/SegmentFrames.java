package org.lungburden.dicom.result;

import java.util.ArrayList;
import java.util.List;
import org.lungburden.geometry.LabelVolume;

/**
 * The frames of a segmentation: one for each segment and each slice that has voxels of it, by segment, then by slice.
 * Slices of a segment that is not there would only be zeros, and viewers would load them.
 */
final class SegmentFrames {
    /**
     * @param slice index k of the scan
     * @param position rank of the slice among those that have a frame, from 1
     */
    record Frame(Segment segment, int slice, int position) {}

    private SegmentFrames() {}

    /** At least one frame, as a segmentation must have: without any voxel that of the lung in the first slice. */
    static List<Frame> of(LabelVolume labels) {
        int[] present = new int[labels.slices()];
        int[] position = new int[labels.slices()];
        int positions = 0;
        for (int k = 0; k < present.length; k++) {
            present[k] = present(labels.labels()[k]);
            position[k] = present[k] == 0 ? 0 : ++positions;
        }
        List<Frame> frames = new ArrayList<>();
        for (Segment segment : Segment.values()) {
            for (int k = 0; k < present.length; k++) {
                if ((present[k] >> segment.number() & 1) == 1) {
                    frames.add(new Frame(segment, k, position[k]));
                }
            }
        }
        return frames.isEmpty() ? List.of(new Frame(Segment.LUNG, 0, 1)) : frames;
    }

    /** A bit for each label in the slice, but none for the background. */
    private static int present(byte[] slice) {
        int present = 0;
        for (byte label : slice) {
            present |= 1 << label;
        }
        return present & ~1;
    }
}
