package org.lungburden.nifti;

import java.util.Arrays;

/** Tells voxels that are missing within the image from those outside the field of view. */
final class MissingInside {
    private MissingInside() {}

    /**
     * @param missing {@code [j * columns + i]}
     * @return how many of them lie between others along i and along j
     */
    static long count(boolean[] missing, int columns) {
        int rows = missing.length / columns;
        int[] top = new int[columns];
        int[] bottom = new int[columns];
        Arrays.fill(top, rows);
        Arrays.fill(bottom, -1);
        for (int n = 0; n < missing.length; n++) {
            if (!missing[n]) {
                top[n % columns] = Math.min(top[n % columns], n / columns);
                bottom[n % columns] = n / columns;
            }
        }
        long count = 0;
        for (int j = 0; j < rows; j++) {
            int first = 0;
            int last = columns - 1;
            while (first <= last && missing[j * columns + first]) {
                first++;
            }
            while (last >= first && missing[j * columns + last]) {
                last--;
            }
            for (int i = first; i <= last; i++) {
                count += missing[j * columns + i] && j > top[i] && j < bottom[i] ? 1 : 0;
            }
        }
        return count;
    }
}
