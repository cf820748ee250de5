package org.lungburden.dicom.series;

import java.util.Optional;
import org.lungburden.dicom.file.Tag;

/** Names slices within a sentence, in brackets: by InstanceNumber, or by frame where one file holds several. */
final class SliceNumbers {
    private SliceNumbers() {}

    /** Empty when the header has no number. */
    static String of(CtSlice slice) {
        return name(slice).map(name -> " (" + name + ")").orElse("");
    }

    /** For a file that cannot be read as a whole, behind the sentence that says why; empty when the header has no number. */
    static String sentence(CtFrame frame) {
        return frame.attributes()
                .decimals(Tag.INSTANCE_NUMBER, 1)
                .map(value -> " It is the image with InstanceNumber " + SpacingFault.decimal(value[0]) + ".")
                .orElse("");
    }

    /** Empty when the header of one of them has no number. */
    static String of(CtSlice lower, CtSlice upper) {
        if (isFrame(lower) && lower.frame().file() == upper.frame().file()) {
            return " (frames " + frame(lower) + " and " + frame(upper) + ")";
        }
        Optional<String> below = isFrame(lower) ? frameOfImage(lower) : name(lower);
        Optional<String> above = isFrame(upper) ? frameOfImage(upper) : isFrame(lower) ? name(upper) : instance(upper);
        return below.isEmpty() || above.isEmpty() ? "" : " (" + below.get() + " and " + above.get() + ")";
    }

    private static Optional<String> name(CtSlice slice) {
        return isFrame(slice)
                ? Optional.of("frame " + frame(slice))
                : instance(slice).map(number -> "InstanceNumber " + number);
    }

    private static boolean isFrame(CtSlice slice) {
        return slice.frame().file().frames().size() > 1;
    }

    /** Counted from 1, as in a viewer. */
    private static int frame(CtSlice slice) {
        return slice.frame().index() + 1;
    }

    private static Optional<String> frameOfImage(CtSlice slice) {
        return instance(slice).map(number -> "frame " + frame(slice) + " of InstanceNumber " + number);
    }

    private static Optional<String> instance(CtSlice slice) {
        return slice.attributes().decimals(Tag.INSTANCE_NUMBER, 1).map(value -> SpacingFault.decimal(value[0]));
    }
}
