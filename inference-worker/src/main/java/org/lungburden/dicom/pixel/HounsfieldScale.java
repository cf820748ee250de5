package org.lungburden.dicom.pixel;

import java.util.Optional;
import java.util.OptionalInt;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;

/**
 * From stored values to Hounsfield units: {@code HU = slope * value + intercept} (DICOM PS3.3 C.11.1.1), rounded and
 * clipped to 16 bits. Padding values, which only fill the image up to a square (C.7.5.1.1.2), become air.
 */
public final class HounsfieldScale {
    /** The HU value of padding: the lower end of the network's window. */
    public static final short PADDING_HU = -1024;

    private static final String HOUNSFIELD = "HU";
    private static final String UNSPECIFIED = "US";

    private final double slope;
    private final double intercept;
    private final int paddingLow;
    private final int paddingHigh;

    private HounsfieldScale(double slope, double intercept, int paddingLow, int paddingHigh) {
        this.slope = slope;
        this.intercept = intercept;
        this.paddingLow = paddingLow;
        this.paddingHigh = paddingHigh;
    }

    /** @return empty when the frame does not define how to convert its values to Hounsfield units */
    public static Optional<HounsfieldScale> of(DataSet frame, PixelFormat format) {
        Optional<double[]> slope = frame.decimals(Tag.RESCALE_SLOPE, 1);
        Optional<double[]> intercept = frame.decimals(Tag.RESCALE_INTERCEPT, 1);
        if (slope.isEmpty() || intercept.isEmpty() || slope.get()[0] == 0 || !isHounsfield(frame)) {
            return Optional.empty();
        }
        // Without a padding value the range is empty.
        int first = padding(frame, Tag.PIXEL_PADDING_VALUE, format).orElse(Integer.MAX_VALUE);
        int last = padding(frame, Tag.PIXEL_PADDING_RANGE_LIMIT, format).orElse(first);
        boolean none = first == Integer.MAX_VALUE;
        return Optional.of(new HounsfieldScale(
                slope.get()[0],
                intercept.get()[0],
                none ? Integer.MAX_VALUE : Math.min(first, last),
                none ? Integer.MIN_VALUE : Math.max(first, last)));
    }

    /**
     * A missing type means HU for a CT image (C.8.2.1.1.2). An unspecified type (C.11.1.1.2) counts as HU only in an
     * original image. Perfusion and material maps, which hold other units, are derived images.
     */
    private static boolean isHounsfield(DataSet frame) {
        String type = frame.text(Tag.RESCALE_TYPE).orElse(HOUNSFIELD);
        boolean derived = frame.texts(Tag.IMAGE_TYPE).contains("DERIVED")
                || frame.texts(Tag.FRAME_TYPE).contains("DERIVED");
        return HOUNSFIELD.equals(type) || UNSPECIFIED.equals(type) && !derived;
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
        if (value >= paddingLow && value <= paddingHigh) {
            return PADDING_HU;
        }
        long hu = Math.round(slope * value + intercept);
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, hu));
    }
}
