package org.lungburden.dicom.series;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lungburden.dicom.file.Tag;

/**
 * An attribute that tells scans, phases, energies or reconstructions apart.
 *
 * @param keyword its name (DICOM PS3.6)
 * @param value the same in all frames of one of them; empty when a frame has none
 */
record Distinction(String keyword, Function<PlacedFrame, Optional<String>> value) {
    private static final Pattern NUMBER = Pattern.compile("[0-9.+-]{1,16}");

    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,12}(\\.\\d{0,12})?");

    /** Count the parts of an examination. A scan that is made in steps may have several. */
    private static final List<Distinction> COUNTERS = List.of(
            text("AcquisitionNumber", Tag.ACQUISITION_NUMBER),
            text("TemporalPositionIdentifier", Tag.TEMPORAL_POSITION_IDENTIFIER),
            binary("TemporalPositionIndex", Tag.TEMPORAL_POSITION_INDEX),
            binary("FrameAcquisitionNumber", Tag.FRAME_ACQUISITION_NUMBER),
            text("StackID", Tag.STACK_ID));

    /** Tell how a scan was made. One volume has one value. */
    static final List<Distinction> OF_IMAGES = List.of(
            real("NominalPercentageOfCardiacPhase", Tag.NOMINAL_PERCENTAGE_OF_CARDIAC_PHASE),
            text("ContrastBolusAgent", Tag.CONTRAST_BOLUS_AGENT),
            text("KVP", Tag.KVP),
            text("ImageType", Tag.IMAGE_TYPE),
            text("FrameType", Tag.FRAME_TYPE),
            text("ConvolutionKernel", Tag.CONVOLUTION_KERNEL),
            text("SliceThickness", Tag.SLICE_THICKNESS));

    /** In the order in which they are tried. */
    static final List<Distinction> OF_SCANS =
            Stream.concat(COUNTERS.stream(), OF_IMAGES.stream()).toList();

    /** Of images at one place, also the grid of pixels. */
    static final List<Distinction> ALL = Stream.concat(
                    OF_SCANS.stream(),
                    Stream.of(
                            text("PixelSpacing", Tag.PIXEL_SPACING),
                            binary("Rows", Tag.ROWS),
                            binary("Columns", Tag.COLUMNS)))
            .toList();

    private static Distinction text(String keyword, int tag) {
        return new Distinction(keyword, frame -> frame.attributes().text(tag));
    }

    /** A floating-point number, which some exports write as text. */
    private static Distinction real(String keyword, int tag) {
        return new Distinction(
                keyword,
                frame -> frame.attributes()
                        .text(tag)
                        .map(text -> isNumber(text)
                                ? text
                                : frame.attributes().float64(tag).stream()
                                        .mapToObj(SpacingFault::decimal)
                                        .findFirst()
                                        .orElse(text)));
    }

    private static Distinction binary(String keyword, int tag) {
        return new Distinction(
                keyword,
                frame -> frame.attributes().unsignedShort(tag).stream()
                        .mapToObj(Integer::toString)
                        .findFirst());
    }

    /** A scan that is made in steps may have several. */
    boolean countsAcquisitions() {
        return keyword.endsWith("AcquisitionNumber");
    }

    boolean isSame(PlacedFrame one, PlacedFrame other) {
        return value.apply(one).equals(value.apply(other));
    }

    static OptionalDouble number(String value) {
        return DECIMAL.matcher(value).matches() ? OptionalDouble.of(Double.parseDouble(value)) : OptionalDouble.empty();
    }

    /** Whether a sentence may repeat the value. Other text could name a person. */
    static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches();
    }
}
