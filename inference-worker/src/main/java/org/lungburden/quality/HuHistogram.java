package org.lungburden.quality;

import org.lungburden.geometry.Interruption;
import org.lungburden.geometry.Volume;

/** How many voxels of a scan have each HU value. */
final class HuHistogram {
    private final long[] counts = new long[1 << Short.SIZE];
    private long voxels;

    static HuHistogram of(Volume scan) {
        HuHistogram histogram = new HuHistogram();
        Interruption interruption = Interruption.ofThisThread();
        for (short[] slice : scan.hu()) {
            interruption.check();
            for (short value : slice) {
                histogram.add(value);
            }
        }
        return histogram;
    }

    void add(int hu) {
        add(hu, 1);
    }

    void add(int hu, long count) {
        counts[hu - Short.MIN_VALUE] += count;
        voxels += count;
    }

    long voxels() {
        return voxels;
    }

    /** Voxels with at least {@code fromHu} and at most {@code toHu}. */
    long count(int fromHu, int toHu) {
        long sum = 0;
        for (int hu = Math.max(fromHu, Short.MIN_VALUE); hu <= Math.min(toHu, Short.MAX_VALUE); hu++) {
            sum += counts[hu - Short.MIN_VALUE];
        }
        return sum;
    }

    /** Share of the voxels from 0 to 1; 0 without voxels. */
    double share(int fromHu, int toHu) {
        return voxels == 0 ? 0 : (double) count(fromHu, toHu) / voxels;
    }

    /** The smallest HU that at least this share of the voxels does not exceed: 0 gives the minimum, 1 the maximum. */
    int quantile(double share) {
        long below = 0;
        int last = Short.MIN_VALUE;
        for (int hu = Short.MIN_VALUE; hu <= Short.MAX_VALUE; hu++) {
            long here = counts[hu - Short.MIN_VALUE];
            if (here > 0) {
                below += here;
                last = hu;
                if (below >= share * voxels) {
                    return hu;
                }
            }
        }
        return last;
    }

    /** Mean of the most frequent bin of {@code binHu} values from {@code fromHu} to below {@code toHu}. */
    double mode(int fromHu, int toHu, int binHu) {
        int best = fromHu;
        long most = -1;
        for (int hu = fromHu; hu + binHu <= toHu; hu += binHu) {
            long here = count(hu, hu + binHu - 1);
            if (here > most) {
                most = here;
                best = hu;
            }
        }
        return best + (binHu - 1) / 2.0;
    }

    /** The most frequent value of soft tissue other than fat. Muscle, which has 40 to 70 HU, makes this peak. */
    double musclePeakHu() {
        return mode(0, 200, 20);
    }

    /** Not a number without voxels. */
    double mean() {
        double sum = 0;
        for (int n = 0; n < counts.length; n++) {
            sum += (double) counts[n] * (n + Short.MIN_VALUE);
        }
        return sum / voxels;
    }
}
