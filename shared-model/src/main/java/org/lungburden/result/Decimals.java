package org.lungburden.result;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How many decimals the numbers of a result have. Every number is rounded once, from the unrounded measurement. */
public final class Decimals {
    private Decimals() {}

    /** Milliliters, percents and millimeters: three decimals (1 mm³). */
    public static double three(double value) {
        return rounded(value, 3);
    }

    /** Hounsfield units: one decimal. */
    public static double one(double value) {
        return rounded(value, 1);
    }

    private static double rounded(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .doubleValue();
    }
}
