package org.lungburden.geometry;

/** How often each Hounsfield unit occurs: one bin for every value of a 16-bit scan, hence all statistics are exact. */
public final class HuHistogram {
    private static final int LEAST_HU = Short.MIN_VALUE;

    private final long[] bins = new long[1 << Short.SIZE];
    private long voxels;

    /** All voxels of a scan. */
    public static HuHistogram of(Volume scan) {
        HuHistogram histogram = new HuHistogram();
        Interruption interruption = Interruption.ofThisThread();
        for (short[] slice : scan.hu()) {
            interruption.check();
            for (short value : slice) {
                histogram.bins[value - LEAST_HU]++;
            }
            histogram.voxels += slice.length;
        }
        return histogram;
    }

    public void add(int hu) {
        add(hu, 1);
    }

    public void add(int hu, long count) {
        bins[hu - LEAST_HU] += count;
        voxels += count;
    }

    public HuHistogram plus(HuHistogram other) {
        HuHistogram sum = new HuHistogram();
        for (int n = 0; n < bins.length; n++) {
            sum.bins[n] = bins[n] + other.bins[n];
        }
        sum.voxels = voxels + other.voxels;
        return sum;
    }

    public long voxels() {
        return voxels;
    }

    /** Voxels from {@code fromHu} to {@code toHu}, both included. */
    public long count(int fromHu, int toHu) {
        long count = 0;
        for (int hu = Math.max(fromHu, LEAST_HU); hu <= Math.min(toHu, Short.MAX_VALUE); hu++) {
            count += bins[hu - LEAST_HU];
        }
        return count;
    }

    /** Share of the voxels from 0 to 1; 0 without voxels. */
    public double share(int fromHu, int toHu) {
        return voxels == 0 ? 0 : (double) count(fromHu, toHu) / voxels;
    }

    /** Not a number without voxels. */
    public double mean() {
        double sum = 0;
        for (int n = 0; n < bins.length; n++) {
            sum += (double) bins[n] * (n + LEAST_HU);
        }
        return sum / voxels;
    }

    /** Standard deviation of all voxels (divided by their number, since they are the whole population). */
    public double standardDeviation() {
        double mean = mean();
        double squares = 0;
        for (int n = 0; n < bins.length; n++) {
            double difference = n + LEAST_HU - mean;
            squares += bins[n] * difference * difference;
        }
        return Math.sqrt(squares / voxels);
    }

    /**
     * A quantile with linear interpolation between neighbors (Hyndman and Fan 1996, doi 10.1080/00031305.1996.10473566,
     * type 7; the default of NumPy and R).
     *
     * @param share 0 to 1
     */
    public double quantile(double share) {
        double at = share * (voxels - 1);
        long below = (long) Math.floor(at);
        int lower = valueAt(below);
        int upper = valueAt((long) Math.ceil(at));
        return lower + (at - below) * (upper - lower);
    }

    /**
     * A value that occurs: the smallest HU that at least this share of the voxels does not exceed (Hyndman and Fan's
     * type 1). 0 gives the minimum, 1 the maximum.
     */
    public int quantileThatOccurs(double share) {
        return valueAt(Math.max(0, (long) Math.ceil(share * voxels) - 1));
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

    /** Mean of the most frequent bin of {@code binHu} values from {@code fromHu} to below {@code toHu}. */
    public double mode(int fromHu, int toHu, int binHu) {
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

    /**
     * Coarse bins for a picture.
     *
     * @param fromHu least value of the first bin; lower values fall into the first bin, and higher values than the last
     *     bin's into the last
     */
    public long[] rebinned(int fromHu, int binHu, int count) {
        long[] coarse = new long[count];
        for (int n = 0; n < bins.length; n++) {
            int bin = Math.floorDiv(n + LEAST_HU - fromHu, binHu);
            coarse[Math.max(0, Math.min(count - 1, bin))] += bins[n];
        }
        return coarse;
    }
}
