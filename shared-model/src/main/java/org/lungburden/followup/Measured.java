package org.lungburden.followup;

import org.jspecify.annotations.Nullable;

/**
 * What the result of a scan tells that counts for a comparison.
 *
 * @param range where the opacity lies likely, in mL; null where the result has no range
 * @param model name, version and weights
 * @param reader whose hand the outlines follow; null where the model knows one only
 * @param contrast {@code YES}, {@code NO}, or {@code UNKNOWN}
 * @param kernel what the header tells of the reconstruction
 * @param thicknessMm the thickest slice, or where the header tells nothing the distance of the slices
 */
public record Measured(
        double opacityMl,
        @Nullable Range range,
        double lungMl,
        String model,
        @Nullable String reader,
        String contrast,
        KernelClass kernel,
        double thicknessMm) {

    static final String UNKNOWN_CONTRAST = "UNKNOWN";

    /** Both ends belong to it. */
    public record Range(double lowMl, double highMl) {
        public Range {
            if (!(lowMl <= highMl)) {
                throw new IllegalArgumentException("a range begins before it ends");
            }
        }

        boolean overlaps(Range other) {
            return lowMl <= other.highMl && other.lowMl <= highMl;
        }
    }

    /** Kernels of one class give similar densities. */
    public enum KernelClass {
        SOFT_OR_STANDARD,
        VERY_SHARP,
        /** The header tells nothing. */
        UNKNOWN
    }
}
