package org.lungburden.phantom;

/** Noise that depends only on the number of the voxel, so that order, threads and orientation change nothing. */
final class Noise {
    /** Standard deviation before the blur; after the blur three eighths remain. */
    private static final double SIGMA_HU = 45;

    /** Standard deviation of the sum of four uniform numbers between 0 and 65535. */
    private static final double SUM_SIGMA = 65536 / Math.sqrt(3);

    private Noise() {}

    static double hu(long seed, long voxel) {
        long bits = mix(seed * 0x9e3779b97f4a7c15L + voxel);
        long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
        return SIGMA_HU * (sum - 131_070.0) / SUM_SIGMA;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014, doi 10.1145/2660193.2660195). */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
