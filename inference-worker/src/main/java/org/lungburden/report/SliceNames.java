package org.lungburden.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.Orientation;
import org.lungburden.study.DicomFacts;
import org.lungburden.study.DicomSource;
import org.lungburden.study.Study;

/**
 * How the scan itself counts its axial images, so that a reader finds a slice in a viewer: by Instance Number (DICOM PS3.3
 * C.7.6.1), or by frame in a multi-frame image.
 */
final class SliceNames {
    static final SliceNames NONE = new SliceNames(List.of(), false);

    /** By slice of the canonical scan; empty when the scan has no axial images. */
    private final List<Optional<String>> names;
    /** Whether the scan is a multi-frame image. */
    private final boolean byFrame;

    private SliceNames(List<Optional<String>> names, boolean byFrame) {
        this.names = names;
        this.byFrame = byFrame;
    }

    /** A scan has no names when it is no DICOM, and when its images are sagittal or coronal. */
    static SliceNames of(Study study) {
        DicomFacts dicom = study.dicom();
        Orientation orientation = Orientation.of(study.scan().affine());
        if (dicom == null || orientation.scanAxis(2) != 2) {
            return NONE;
        }
        List<DicomSource.Image> images = dicom.source().images();
        List<Optional<String>> names = new ArrayList<>();
        for (int k = 0; k < images.size(); k++) {
            int scanK = orientation.isReversed(2) ? images.size() - 1 - k : k;
            names.add(name(images.get(scanK)));
        }
        return new SliceNames(names, images.get(0).frame() > 0);
    }

    private static Optional<String> name(DicomSource.Image image) {
        if (image.frame() > 0) {
            return Optional.of("frame " + image.frame());
        }
        @Nullable Integer number = image.instanceNumber();
        return Optional.ofNullable(number).map(instance -> String.format(Locale.ROOT, "image %d", instance));
    }

    /** Goes on in a sentence on how the slices are counted; empty when the scan has no name for any slice. */
    String counting() {
        if (names.stream().noneMatch(Optional::isPresent)) {
            return "";
        }
        return byFrame ? ", frames as in the scan" : ", images as in the scan (InstanceNumber)";
    }

    /** Such as {@code image 61}; empty when the scan has no name for this slice. */
    Optional<String> ofSlice(int k) {
        return k < names.size() ? names.get(k) : Optional.empty();
    }
}
