package org.lungburden.study;

/**
 * A reader calls this check when the headers have given the size of a scan, before memory is allocated for the voxels.
 */
@FunctionalInterface
public interface MemoryCheck {
    /** Lets every scan pass. */
    MemoryCheck NONE = scan -> {};

    /**
     * @throws org.lungburden.error.CodedException {@code OUT_OF_MEMORY} when the scan needs more memory than this
     *     process has
     */
    void check(ScanSize scan);
}
