package org.lungburden.dicom.series;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lungburden.dicom.file.Tag;

/**
 * Tells which frames come from one patient, study and frame of reference. Some exports drop one of these in part of a
 * series, or write another frame of reference into each slice.
 */
final class Origins {
    private record Origin(String patient, String study, String frameOfReference) {
        Origin inAnyFrame() {
            return new Origin(patient, study, "");
        }
    }

    private Origins() {}

    /** @return every frame in one list, in the order of first frames */
    static List<List<PlacedFrame>> of(List<PlacedFrame> frames) {
        Map<PlacedFrame, Origin> origins = new IdentityHashMap<>();
        for (List<PlacedFrame> series :
                FrameSets.by(frames, frame -> frame.frame().seriesInstanceUid())) {
            putOrigins(series, origins);
        }
        return FrameSets.by(frames, frame -> origin(frame, origins));
    }

    private static void putOrigins(List<PlacedFrame> series, Map<PlacedFrame, Origin> origins) {
        String patient = only(series, Tag.PATIENT_ID);
        String study = only(series, Tag.STUDY_INSTANCE_UID);
        String frameOfReference = only(series, Tag.FRAME_OF_REFERENCE_UID);
        for (PlacedFrame frame : series) {
            origins.put(
                    frame,
                    new Origin(
                            text(frame, Tag.PATIENT_ID).orElse(patient),
                            text(frame, Tag.STUDY_INSTANCE_UID).orElse(study),
                            text(frame, Tag.FRAME_OF_REFERENCE_UID).orElse(frameOfReference)));
        }
        for (List<PlacedFrame> alike : FrameSets.alike(series)) {
            // of one patient and study
            for (List<PlacedFrame> stack :
                    FrameSets.by(alike, frame -> origin(frame, origins).inAnyFrame())) {
                List<List<PlacedFrame>> parts = FrameSets.by(stack, frame -> origin(frame, origins));
                if (parts.size() > 1 && Phases.isEven(stack) && !Phases.areInterleavedVolumes(parts)) {
                    Origin first = origin(stack.get(0), origins);
                    stack.forEach(frame -> origins.put(frame, first));
                }
            }
        }
    }

    private static Origin origin(PlacedFrame frame, Map<PlacedFrame, Origin> origins) {
        return Objects.requireNonNull(origins.get(frame));
    }

    /** The only value in a named series; empty when there are several or none. */
    private static String only(List<PlacedFrame> series, int tag) {
        List<String> values = series.stream()
                .flatMap(frame -> text(frame, tag).stream())
                .distinct()
                .toList();
        return values.size() == 1 && !series.get(0).frame().seriesInstanceUid().isEmpty() ? values.get(0) : "";
    }

    private static Optional<String> text(PlacedFrame frame, int tag) {
        return frame.attributes().text(tag);
    }
}
