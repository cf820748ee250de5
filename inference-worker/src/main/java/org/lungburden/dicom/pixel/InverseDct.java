package org.lungburden.dicom.pixel;

/**
 * The inverse discrete cosine transform of JPEG (ITU-T T.81 A.3.3) in integers, after Loeffler, Ligtenberg and Moschytz
 * (ICASSP 1989). The constants and the rounding are those of the "islow" method of the Independent JPEG Group, which dcmtk
 * and GDCM use, so that all give the same pixels.
 */
final class InverseDct {
    static final int SIDE = 8;
    static final int BLOCK = SIDE * SIDE;

    private static final int CONST_BITS = 13;
    private static final int FIX_0_298631336 = 2446;
    private static final int FIX_0_390180644 = 3196;
    private static final int FIX_0_541196100 = 4433;
    private static final int FIX_0_765366865 = 6270;
    private static final int FIX_0_899976223 = 7373;
    private static final int FIX_1_175875602 = 9633;
    private static final int FIX_1_501321110 = 12299;
    private static final int FIX_1_847759065 = 15137;
    private static final int FIX_1_961570560 = 16069;
    private static final int FIX_2_053119869 = 16819;
    private static final int FIX_2_562915447 = 20995;
    private static final int FIX_3_072711026 = 25172;

    private final int passBits;
    private final int center;
    private final int largest;

    /** @param precision of the samples: 8 or 12 bits */
    InverseDct(int precision) {
        passBits = precision == 8 ? 2 : 1;
        center = 1 << (precision - 1);
        largest = (1 << precision) - 1;
    }

    /** Replaces 64 dequantized coefficients in natural order by samples. */
    void apply(int[] block) {
        for (int column = 0; column < SIDE; column++) {
            transform(block, column, SIDE, CONST_BITS - passBits);
        }
        for (int row = 0; row < SIDE; row++) {
            transform(block, row * SIDE, 1, CONST_BITS + passBits + 3);
        }
        for (int n = 0; n < BLOCK; n++) {
            block[n] = Math.max(0, Math.min(largest, block[n] + center));
        }
    }

    private static void transform(int[] v, int at, int stride, int shift) {
        int round = 1 << (shift - 1);
        int i1 = at + stride;
        int i2 = i1 + stride;
        int i3 = i2 + stride;
        int i4 = i3 + stride;
        int i5 = i4 + stride;
        int i6 = i5 + stride;
        int i7 = i6 + stride;

        int even = (v[i2] + v[i6]) * FIX_0_541196100;
        int even2 = even - v[i6] * FIX_1_847759065;
        int even3 = even + v[i2] * FIX_0_765366865;
        int sum = (v[at] + v[i4] << CONST_BITS) + round;
        int difference = (v[at] - v[i4] << CONST_BITS) + round;
        int e0 = sum + even3;
        int e3 = sum - even3;
        int e1 = difference + even2;
        int e2 = difference - even2;

        int z5 = (v[i7] + v[i3] + v[i5] + v[i1]) * FIX_1_175875602;
        int z1 = -(v[i7] + v[i1]) * FIX_0_899976223;
        int z2 = -(v[i5] + v[i3]) * FIX_2_562915447;
        int z3 = z5 - (v[i7] + v[i3]) * FIX_1_961570560;
        int z4 = z5 - (v[i5] + v[i1]) * FIX_0_390180644;
        int o0 = v[i7] * FIX_0_298631336 + z1 + z3;
        int o1 = v[i5] * FIX_2_053119869 + z2 + z4;
        int o2 = v[i3] * FIX_3_072711026 + z2 + z3;
        int o3 = v[i1] * FIX_1_501321110 + z1 + z4;

        v[at] = e0 + o3 >> shift;
        v[i7] = e0 - o3 >> shift;
        v[i1] = e1 + o2 >> shift;
        v[i6] = e1 - o2 >> shift;
        v[i2] = e2 + o1 >> shift;
        v[i5] = e2 - o1 >> shift;
        v[i3] = e3 + o0 >> shift;
        v[i4] = e3 - o0 >> shift;
    }
}
