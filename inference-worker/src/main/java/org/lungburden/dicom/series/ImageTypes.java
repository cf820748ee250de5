package org.lungburden.dicom.series;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    private static final Set<String> SECONDARY = Set.of("SECONDARY", "SCREEN SAVE");

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
        return !Collections.disjoint(values, SECONDARY)
                || projection().isPresent()
                || reformat().isPresent();
    }

    /** The words that name a projection, a rendering or a subtraction. */
    Optional<String> projection() {
        return first(ImageWords::projection);
    }

    /** The words that name slices computed from other slices. */
    Optional<String> reformat() {
        return first(ImageWords::reformat);
    }

    private Optional<String> first(Function<String, Optional<String>> words) {
        return values.stream()
                .sorted()
                .flatMap(value -> words.apply(value).stream())
                .findFirst();
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
