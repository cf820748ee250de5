package org.lungburden.dicom.write;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The value representation DS (DICOM PS3.5 section 6.2): a decimal number in at most 16 characters. */
public final class DecimalString {
    private static final int MAX_LENGTH = 16;
    private static final int MAX_DIGITS = 15;

    private DecimalString() {}

    /** The numbers, each with as many digits as fit, separated by backslashes. */
    public static String format(double... values) {
        return Arrays.stream(values).mapToObj(DecimalString::formatOne).collect(Collectors.joining("\\"));
    }

    private static String formatOne(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        for (int digits = MAX_DIGITS; digits > 0; digits--) {
            BigDecimal rounded = exact.round(new MathContext(digits)).stripTrailingZeros();
            String plain = rounded.toPlainString();
            String shorter = plain.length() <= MAX_LENGTH ? plain : rounded.toString();
            if (shorter.length() <= MAX_LENGTH) {
                return shorter;
            }
        }
        throw new IllegalArgumentException("no decimal string for " + value);
    }
}
