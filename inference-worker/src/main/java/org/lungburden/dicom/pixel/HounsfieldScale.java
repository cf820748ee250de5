package org.lungburden.dicom.pixel;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * From stored values to Hounsfield units: {@code HU = slope * value + intercept} (DICOM PS3.3 C.11.1.1), rounded and
 * clipped to 16 bits. Padding values, which only fill the image up to a square (C.7.5.1.1.2), become air. Some exports
 * declare a value as padding that stands for tissue, such as 0, which is water; such a value keeps its meaning.
 */
public final class HounsfieldScale {
    /** The HU value of padding: the lower end of the network's window. */
    public static final short PADDING_HU = -1024;

    /** Padding that lies below fills the place of air. */
    private static final int AIR_HU = -900;
    /** Scanners write 12 bits: -1024 to 3071 HU. */
    private static final int LEAST_SCANNER_HU = -1024;

    private static final int LARGEST_SCANNER_HU = 3071;

    private final double slope;
    private final double intercept;
    private final int paddingLow;
    private final int paddingHigh;
    private final @Nullable String assumption;

    private HounsfieldScale(
            double slope, double intercept, int paddingLow, int paddingHigh, @Nullable String assumption) {
        this.slope = slope;
        this.intercept = intercept;
        this.paddingLow = paddingLow;
        this.paddingHigh = paddingHigh;
        this.assumption = assumption;
    }

    /**
     * A missing slope counts as 1 and a missing intercept as 0, see {@link #assumption}.
     *
     * @throws CodedException {@code NOT_HOUNSFIELD} when the frame converts its values to another unit, or does not
     *     define how to convert them
     */
    public static HounsfieldScale of(DataSet frame, PixelFormat format) {
        String refusal = RescaleType.refusal(frame);
        if (refusal != null) {
            throw new CodedException(ErrorCode.NOT_HOUNSFIELD, refusal);
        }
        OptionalDouble slope = number(frame, Tag.RESCALE_SLOPE, "RescaleSlope");
        OptionalDouble intercept = number(frame, Tag.RESCALE_INTERCEPT, "RescaleIntercept");
        boolean missing = slope.isEmpty() || intercept.isEmpty();
        if (missing && frame.contains(Tag.MODALITY_LUT_SEQUENCE)) {
            throw new CodedException(
                    ErrorCode.NOT_HOUNSFIELD,
                    "The images convert their values with a ModalityLUTSequence, which is not supported; export them with"
                            + " RescaleSlope and RescaleIntercept.");
        }
        if (slope.orElse(1) == 0) {
            throw new CodedException(
                    ErrorCode.NOT_HOUNSFIELD, "RescaleSlope is 0; export the series with the scanner's values.");
        }
        // Without a padding value the range is empty.
        int first = padding(frame, Tag.PIXEL_PADDING_VALUE, format).orElse(Integer.MAX_VALUE);
        int last = padding(frame, Tag.PIXEL_PADDING_RANGE_LIMIT, format).orElse(first);
        boolean none = first == Integer.MAX_VALUE;
        return new HounsfieldScale(
                slope.orElse(1),
                intercept.orElse(0),
                none ? Integer.MAX_VALUE : Math.min(first, last),
                none ? Integer.MIN_VALUE : Math.max(first, last),
                doubt(frame, missing, slope.orElse(1)));
    }

    private static @Nullable String doubt(DataSet frame, boolean missing, double slope) {
        if (missing) {
            return "RescaleSlope or RescaleIntercept is missing";
        }
        return slope < 0 ? "RescaleSlope is negative" : RescaleType.doubt(frame);
    }

    private static OptionalDouble number(DataSet frame, int tag, String keyword) {
        if (frame.text(tag).isEmpty()) {
            return OptionalDouble.empty();
        }
        if (frame.texts(tag).stream().distinct().count() > 1) {
            throw new CodedException(
                    ErrorCode.NOT_HOUNSFIELD,
                    keyword
                            + " has several values, and nothing tells which one holds; export the series with the scanner's"
                            + " single value.");
        }
        return OptionalDouble.of(frame.decimals(tag, 1)
                .orElseThrow(() -> new CodedException(
                        ErrorCode.NOT_HOUNSFIELD,
                        keyword + " is no number; export the series with the scanner's values."))[0]);
    }

    /** Whether slope or intercept stands several times with one value. */
    public static boolean isRepeated(DataSet frame) {
        return frame.texts(Tag.RESCALE_SLOPE).size() > 1
                || frame.texts(Tag.RESCALE_INTERCEPT).size() > 1;
    }

    /** What the header leaves open, as a clause for the client; then {@link AssumedRescale} judges the values. */
    public Optional<String> assumption() {
        return Optional.ofNullable(assumption);
    }

    private static OptionalInt padding(DataSet frame, int tag, PixelFormat format) {
        OptionalInt word = frame.unsignedShort(tag);
        if (word.isEmpty()) {
            return word;
        }
        return OptionalInt.of(format.signed() ? (short) word.getAsInt() : word.getAsInt());
    }

    /** Replaces sample words by Hounsfield units. */
    public void apply(short[] samples, PixelFormat format) {
        short[] table = new short[1 << format.bitsAllocated()];
        for (int word = 0; word < table.length; word++) {
            table[word] = hu(format.value(word));
        }
        int mask = table.length - 1;
        for (int n = 0; n < samples.length; n++) {
            samples[n] = table[samples[n] & mask];
        }
    }

    private short hu(int value) {
        long hu = Math.round(slope * value + intercept);
        if (value >= paddingLow && value <= paddingHigh && isPadding(hu)) {
            return PADDING_HU;
        }
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, hu));
    }

    /** No tissue lies beyond the scanner's range. Within it, only a range of padding that ends below lung is believed. */
    private boolean isPadding(long hu) {
        double highest = Math.max(slope * paddingLow, slope * paddingHigh) + intercept;
        return hu < LEAST_SCANNER_HU || hu > LARGEST_SCANNER_HU || highest < AIR_HU;
    }
}
