package org.lungburden.dicom.result;

/**
 * A color of sRGB (IEC 61966-2-1) as CIELab under D50, the way DICOM stores it (PS3.3 C.10.7.1.1): L* from 0 to 100, a*
 * and b* from -128 to 127 are each spread over 0 to 65535.
 */
final class CieLab {
    /** Linear sRGB to XYZ, adapted to D50 after Bradford as in ICC.1 annex E. */
    private static final double[][] TO_XYZ = {
        {0.4360747, 0.3850649, 0.1430804}, {0.2225045, 0.7168786, 0.0606169}, {0.0139322, 0.0971045, 0.7141733}
    };

    private static final double[] WHITE = {0.96422, 1, 0.82521};
    private static final double DELTA = 6.0 / 29;

    private CieLab() {}

    /**
     * @param rgb 8 bits each for red, green and blue
     * @return L*, a*, b*
     */
    static int[] of(int rgb) {
        double[] linear = {linear(rgb >> 16), linear(rgb >> 8), linear(rgb)};
        double[] f = new double[3];
        for (int n = 0; n < 3; n++) {
            double sum = 0;
            for (int m = 0; m < 3; m++) {
                sum += TO_XYZ[n][m] * linear[m];
            }
            f[n] = root(sum / WHITE[n]);
        }
        return new int[] {
            stored(116 * f[1] - 16, 0, 100),
            stored(500 * (f[0] - f[1]), -128, 127),
            stored(200 * (f[1] - f[2]), -128, 127)
        };
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static double root(double t) {
        return t > DELTA * DELTA * DELTA ? Math.cbrt(t) : t / (3 * DELTA * DELTA) + 4.0 / 29;
    }

    private static int stored(double value, double low, double high) {
        return (int) Math.rint(65535 * (value - low) / (high - low));
    }
}
