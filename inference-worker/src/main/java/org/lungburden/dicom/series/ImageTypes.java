package org.lungburden.dicom.series;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lungburden.dicom.file.Tag;

/**
 * What Image Type and Frame Type say of the images of a series.
 *
 * @param values of all images, in upper case
 */
record ImageTypes(Set<String> values) {
    static final String DERIVED = "DERIVED";

    private static final String LOCALIZER = "LOCALIZER";

    /** Of pictures that were computed from a scan (DICOM PS3.3 C.7.6.1.1.2, C.8.16.1.4 and vendors' own). */
    private static final Set<String> COMPUTED = Set.of(
            "SECONDARY",
            "REFORMATTED",
            "MPR",
            "CSA MPR",
            "MIP",
            "MINIP",
            "MAX_IP",
            "MIN_IP",
            "PROJECTION IMAGE",
            "VOLUME_RENDER",
            "VRT",
            "SSD",
            "SCREEN SAVE",
            "SUBTRACTION");

    /** Of pictures whose values are no Hounsfield units of one place. */
    private static final List<String> PROJECTIONS = List.of(
            "MIP", "MINIP", "MAX_IP", "MIN_IP", "PROJECTION IMAGE", "VOLUME_RENDER", "VRT", "SSD", "SUBTRACTION");

    private static final List<String> REFORMATS = List.of("REFORMATTED", "MPR", "CSA MPR");

    static ImageTypes of(List<PlacedFrame> frames) {
        Set<String> values = new HashSet<>();
        frames.forEach(frame -> values.addAll(of(frame.frame()).values()));
        return new ImageTypes(values);
    }

    static ImageTypes of(CtFrame frame) {
        Set<String> values = new HashSet<>();
        for (int tag : List.of(Tag.IMAGE_TYPE, Tag.FRAME_TYPE)) {
            frame.attributes().texts(tag).forEach(type -> values.add(type.toUpperCase(Locale.ROOT)));
        }
        return new ImageTypes(values);
    }

    boolean isLocalizer() {
        return values.contains(LOCALIZER);
    }

    /** Whether it names a picture that was computed from a scan, such as a reformat or a projection. */
    boolean isComputed() {
        return !Collections.disjoint(values, COMPUTED);
    }

    /** The value that names a projection, a rendering or a subtraction. */
    Optional<String> projection() {
        return PROJECTIONS.stream().filter(values::contains).findFirst();
    }

    /** The value that names slices computed from other slices. */
    Optional<String> reformat() {
        return REFORMATS.stream().filter(values::contains).findFirst();
    }

    /** Whether an image of these types differs from all images of those in being secondary or derived. */
    boolean isPageAmong(ImageTypes series) {
        return Stream.of("SECONDARY", DERIVED, "SCREEN SAVE")
                .anyMatch(type -> values.contains(type) && !series.values.contains(type));
    }

    /** Whether an image of these types is a picture of a screen, and no image of those is. */
    boolean isScreenAmong(ImageTypes series) {
        return Stream.of("SECONDARY", "SCREEN SAVE")
                .anyMatch(type -> values.contains(type) && !series.values.contains(type));
    }

    /** Whether it says that the pixels come from other images (DICOM PS3.3 C.7.6.1.1.2, value 1). */
    boolean isDerived() {
        return values.contains(DERIVED);
    }
}
