package org.lungburden.quality;

import org.lungburden.geometry.Volume;

/**
 * Slices at the ends of a scan that hold one value only: they show nothing, and the scan ends before them.
 *
 * @param first slice that shows something
 * @param last slice that shows something; {@code first - 1} when none does
 */
record BlankEnds(int first, int last) {
    static BlankEnds of(Volume scan) {
        int first = 0;
        int last = scan.slices() - 1;
        while (first <= last && isBlank(scan.hu()[first])) {
            first++;
        }
        while (last >= first && isBlank(scan.hu()[last])) {
            last--;
        }
        return new BlankEnds(first, last);
    }

    static boolean isBlank(short[] slice) {
        for (short hu : slice) {
            if (hu != slice[0]) {
                return false;
            }
        }
        return true;
    }
}
