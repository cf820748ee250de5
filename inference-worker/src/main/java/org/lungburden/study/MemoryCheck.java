package org.lungburden.study;

/** Asked by a reader when the headers have told the size of a scan, and before memory is taken for its voxels. */
@FunctionalInterface
public interface MemoryCheck {
    /** Lets every scan pass. */
    MemoryCheck NONE = scan -> {};

    /** @throws org.lungburden.error.CodedException {@code OUT_OF_MEMORY} when this process cannot hold what the scan takes */
    void check(ScanSize scan);
}
