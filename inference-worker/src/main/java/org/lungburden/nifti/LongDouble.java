package org.lungburden.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads 16 bytes as nifti1.h's {@code DT_FLOAT128}, "long double", rounded to a double. Processors disagree about that
 * type. Two forms are in use:
 *
 * <ul>
 *   <li>binary128 (IEEE 754): 1 sign bit, 15 bits of exponent, 112 bits of fraction;
 *   <li>the x87 form, which x86 compilers and numpy write: 10 bytes and 6 bytes of zeros. The 64 bits of its significand
 *       include the leading 1.
 * </ul>
 *
 * <p>The six upper bytes tell the two apart. As binary128 a number whose upper six bytes are zero is below 1e-4931, which no
 * scan holds.
 */
final class LongDouble {
    private static final int EXPONENT_MASK = 0x7fff;
    private static final int BIAS = 16383;

    private LongDouble() {}

    /** The number that begins at byte {@code at}, in the buffer's byte order. */
    static double get(ByteBuffer buffer, int at) {
        boolean little = buffer.order() == ByteOrder.LITTLE_ENDIAN;
        long upper = buffer.getLong(little ? at + Long.BYTES : at);
        long lower = buffer.getLong(little ? at : at + Long.BYTES);
        return upper >>> 16 == 0 ? x87((int) upper, lower) : binary128(upper, lower);
    }

    private static double x87(int signAndExponent, long significand) {
        int exponent = signAndExponent & EXPONENT_MASK;
        double fraction = unsigned(significand) * 0x1p-63;
        return signed((signAndExponent & 0x8000) != 0, exponent, fraction, significand << 1 == 0);
    }

    private static double binary128(long upper, long lower) {
        long fractionBits = upper & 0xffff_ffff_ffffL;
        double fraction = 1 + fractionBits * 0x1p-48 + unsigned(lower) * 0x1p-112;
        int exponent = (int) (upper >>> 48) & EXPONENT_MASK;
        return signed(upper < 0, exponent, fraction, fractionBits == 0 && lower == 0);
    }

    private static double signed(boolean negative, int exponent, double fraction, boolean noFraction) {
        double magnitude;
        if (exponent == EXPONENT_MASK) {
            magnitude = noFraction ? Double.POSITIVE_INFINITY : Double.NaN;
        } else {
            magnitude = Math.scalb(fraction, exponent - BIAS);
        }
        return negative ? -magnitude : magnitude;
    }

    private static double unsigned(long bits) {
        return (bits >>> 1) * 2.0 + (bits & 1);
    }
}
