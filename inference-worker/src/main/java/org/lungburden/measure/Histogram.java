package org.lungburden.measure;

/** How often each Hounsfield unit occurs: one bin for every value of a 16-bit scan, hence all statistics are exact. */
final class Histogram {
    private static final int LEAST_HU = Short.MIN_VALUE;

    private final long[] bins = new long[1 << Short.SIZE];

    void add(short hu) {
        bins[hu - LEAST_HU]++;
    }

    Histogram plus(Histogram other) {
        Histogram sum = new Histogram();
        for (int n = 0; n < bins.length; n++) {
            sum.bins[n] = bins[n] + other.bins[n];
        }
        return sum;
    }

    long count() {
        return count(LEAST_HU, Short.MAX_VALUE);
    }

    /** Voxels from {@code fromHu} to {@code toHu}, both included. */
    long count(int fromHu, int toHu) {
        long count = 0;
        for (int hu = fromHu; hu <= toHu; hu++) {
            count += bins[hu - LEAST_HU];
        }
        return count;
    }

    double mean() {
        double sum = 0;
        for (int n = 0; n < bins.length; n++) {
            sum += (double) bins[n] * (n + LEAST_HU);
        }
        return sum / count();
    }

    /** Standard deviation of all voxels (divided by their number, since they are the whole population). */
    double standardDeviation() {
        double mean = mean();
        double squares = 0;
        for (int n = 0; n < bins.length; n++) {
            double difference = n + LEAST_HU - mean;
            squares += bins[n] * difference * difference;
        }
        return Math.sqrt(squares / count());
    }

    /**
     * A quantile with linear interpolation between neighbors (Hyndman and Fan 1996, doi 10.1080/00031305.1996.10473566,
     * type 7; the default of NumPy and R).
     *
     * @param share 0 to 1
     */
    double quantile(double share) {
        double at = share * (count() - 1);
        long below = (long) Math.floor(at);
        int lower = valueAt(below);
        int upper = valueAt((long) Math.ceil(at));
        return lower + (at - below) * (upper - lower);
    }

    private int valueAt(long rank) {
        long seen = 0;
        for (int n = 0; n < bins.length; n++) {
            seen += bins[n];
            if (seen > rank) {
                return n + LEAST_HU;
            }
        }
        throw new IllegalArgumentException("no voxel has this rank");
    }

    /**
     * Coarse bins for a picture.
     *
     * @param fromHu least value of the first bin; lower values fall into the first bin, and higher values than the last
     *     bin's into the last
     */
    long[] rebinned(int fromHu, int binHu, int count) {
        long[] coarse = new long[count];
        for (int n = 0; n < bins.length; n++) {
            int bin = Math.floorDiv(n + LEAST_HU - fromHu, binHu);
            coarse[Math.max(0, Math.min(count - 1, bin))] += bins[n];
        }
        return coarse;
    }

    /** Mass in grams of one milliliter for each voxel together: (HU + 1000) / 1000, HU clamped to -1000..100. */
    double massPerMl(int fromHu, int toHu) {
        double mass = 0;
        for (int hu = fromHu; hu <= toHu; hu++) {
            mass += bins[hu - LEAST_HU] * (Math.max(-1000, Math.min(100, hu)) + 1000) / 1000.0;
        }
        return mass;
    }
}
