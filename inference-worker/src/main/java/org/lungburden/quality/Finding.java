package org.lungburden.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a check found in a scan or in its lungs.
 *
 * @param message sentences for people: what was found, and what follows
 * @param value in the unit that the message names; null when there is no number
 */
public record Finding(Code code, String message, @Nullable Double value) {

    /** The names are those of the error codes and of the flags in the result. */
    public enum Code {
        NOT_HOUNSFIELD(true),
        NO_LUNG_FOUND(true),
        NOT_A_CHEST_CT(true),
        MISSING_SLICES(true),
        PADDING_ASSUMED(false),
        HU_SUSPECT(false),
        THICK_SLICES(false),
        SLICE_DISTANCE_SUSPECT(false),
        OBLIQUE(false),
        NOISE(false),
        LUNG_TRUNCATED(false),
        SIDE_UNCERTAIN(false),
        ORIENTATION_SUSPECT(false),
        FEW_SLICES(false),
        LOW_LUNG_VOLUME(false),
        CONTRAST(false),
        CLASS_DENSITY(false),
        MOTION(false),
        OUTSIDE_EVALUATED_RANGE(false);

        private final boolean refusal;

        Code(boolean refusal) {
            this.refusal = refusal;
        }

        /** Whether the study must be refused; otherwise the finding is a note beside the numbers. */
        public boolean isRefusal() {
            return refusal;
        }
    }

    static Finding of(Code code, String message) {
        return new Finding(code, message, null);
    }

    /** @param value is rounded to three decimals */
    static Finding of(Code code, double value, String message) {
        return new Finding(code, message, Math.round(value * 1000) / 1000.0);
    }

    /** The same finding, whose message tells what another check found first, since that may be the cause. */
    public Finding withCause(Finding cause) {
        return new Finding(code, cause.message() + " " + message, value);
    }

    /** A number with at most two decimals, as few as needed. */
    static String decimal(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A number without decimals, in the same form everywhere. */
    static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
