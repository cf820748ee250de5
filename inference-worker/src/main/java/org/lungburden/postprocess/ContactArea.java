package org.lungburden.postprocess;

import org.lungburden.geometry.Interruption;

/** The area in which right and left lung touch. */
final class ContactArea {
    private ContactArea() {}

    /**
     * @param sides {@code [k][j * columns + i]}, 1 right, 2 left
     * @return the area of all faces between 1 and 2, as a share of a face of the cube that has the volume of the smaller
     *     part; 0 where a part is missing
     */
    static double share(byte[][] sides, int columns, double[] spacingMm) {
        double mm2 = 0;
        long right = 0;
        long left = 0;
        Interruption interruption = Interruption.ofThisThread();
        for (int k = 0; k < sides.length; k++) {
            interruption.check();
            byte[] slice = sides[k];
            for (int n = 0; n < slice.length; n++) {
                right += slice[n] == LungSides.RIGHT ? 1 : 0;
                left += slice[n] == LungSides.LEFT ? 1 : 0;
                if (n % columns > 0 && differ(slice[n], slice[n - 1])) {
                    mm2 += spacingMm[1] * spacingMm[2];
                }
                if (n >= columns && differ(slice[n], slice[n - columns])) {
                    mm2 += spacingMm[0] * spacingMm[2];
                }
                if (k > 0 && differ(slice[n], sides[k - 1][n])) {
                    mm2 += spacingMm[0] * spacingMm[1];
                }
            }
        }
        double mm3 = Math.min(right, left) * spacingMm[0] * spacingMm[1] * spacingMm[2];
        return mm3 == 0 ? 0 : mm2 / Math.pow(mm3, 2.0 / 3);
    }

    private static boolean differ(byte a, byte b) {
        return a != LungSides.NONE && b != LungSides.NONE && a != b;
    }
}
