package org.lungburden.dicom.file;

/**
 * How much of one file stays in memory. Memory holds the attributes of all files at once, and a file that packs well may
 * hold thousands of times its size of them.
 */
final class KeptLimits {
    /** A kept attribute holds a few numbers, words or a UID. */
    static final int MAX_VALUE_BYTES = 512;

    /**
     * A file has a few items for each of some thousand frames. The limit is needed because an empty item takes 8 bytes
     * in the file, but hundreds in memory.
     */
    private static final int MAX_ITEMS = 100_000;

    /** An image without frames keeps some 2 KiB; half of that stands once more in the items that its frames share. */
    private static final long BYTES_OF_FILE = 32 << 10;

    /** A frame keeps its place, direction, sizes, types and scale: some 500 bytes. */
    private static final long BYTES_OF_FRAME = 2 << 10;

    /** 8,000 frames at 2 KiB each, or all that {@link #MAX_ITEMS} allows at some 1.3 KiB each. */
    private static final long MAX_BYTES = 16 << 20;

    private int items;
    private int frames;
    private long bytes;

    /**
     * Counts an item of a kept sequence.
     *
     * @param inSequence how many items of this sequence came before
     */
    void item(int sequence, int inSequence) throws DicomFormatException {
        if (sequence == Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE && inSequence > 0) {
            throw new DicomFormatException("An image has more than one item in SharedFunctionalGroupsSequence, though"
                    + " DICOM allows one; export the series again.");
        }
        if (sequence == Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE) {
            frames++;
        }
        items++;
        if (items > MAX_ITEMS) {
            throw new DicomFormatException(
                    "An image has more sequence items than any image needs; export the series again.");
        }
    }

    /** Counts a value before it is read. */
    void value(long length) throws DicomFormatException {
        bytes += length;
        if (bytes > Math.min(MAX_BYTES, BYTES_OF_FILE + BYTES_OF_FRAME * frames)) {
            throw new DicomFormatException(
                    "An image has longer attributes than any image needs; export the series again.");
        }
    }
}
