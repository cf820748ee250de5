package org.lungburden.dicom.pixel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.dicom.file.DicomFormatException;
import org.lungburden.dicom.file.DicomInput;
import org.lungburden.dicom.file.ElementHeader;
import org.lungburden.dicom.file.Tag;

/** Splits the value of the pixel data into frames (DICOM PS3.5 section 8.1.1 and annex A.4). */
public final class PixelFrames {
    private static final int ITEM_HEADER_BYTES = 8;
    private static final String DAMAGED =
            "The fragments of the compressed PixelData are damaged or cut short; copy or export the series again.";

    private final DicomInput in;
    private final ElementHeader pixelData;
    private long taken;

    /** @param in positioned at the value of {@code pixelData} */
    public PixelFrames(DicomInput in, ElementHeader pixelData) {
        this.in = in;
        this.pixelData = pixelData;
    }

    /** The next of several uncompressed frames that follow each other. */
    public byte[] nextNative(PixelFormat format) throws IOException, DicomFormatException {
        if (pixelData.undefinedLength()) {
            throw new DicomFormatException("Uncompressed PixelData has no length; export the series again.");
        }
        taken += format.frameBytes();
        if (taken > pixelData.length()) {
            throw new DicomFormatException(
                    "PixelData ends before the last of its Rows and Columns; copy or export the series again.");
        }
        return in.bytes(format.frameBytes());
    }

    /** All compressed frames, with the fragments of each joined. */
    public List<byte[]> encapsulated(int frames) throws IOException, DicomFormatException {
        byte[] offsetTable = pixelData.undefinedLength() ? nextItem(true) : null;
        if (offsetTable == null) {
            throw new DicomFormatException("Compressed PixelData has no items; copy or export the series again.");
        }
        List<byte[]> fragments = new ArrayList<>();
        for (byte[] fragment = nextItem(true); fragment != null; fragment = nextItem(fragments.isEmpty())) {
            fragments.add(fragment);
        }
        List<byte[]> joined = frames == fragments.size() ? fragments : join(fragments, frames, offsets(offsetTable));
        if (joined.size() != frames) {
            throw new DicomFormatException(
                    "PixelData has another number of frames than NumberOfFrames says; copy or export the series again.");
        }
        return joined;
    }

    /**
     * Null after the last item. A missing end mark, and zeros in its place, are harmless: later checks find a frame that
     * is not complete.
     *
     * @param required whether an item or the end mark must follow
     */
    private byte @Nullable [] nextItem(boolean required) throws IOException, DicomFormatException {
        byte[] ahead = in.peek(5);
        if (ahead.length == 0) {
            return null;
        }
        if (!required && !isMark(ahead, 0)) {
            if (!isMark(ahead, 1)) {
                return null;
            }
            in.bytes(1); // padding of a fragment of odd length, which its length does not count
        }
        ElementHeader header = ElementHeader.read(in, true);
        if (header.tag() == Tag.SEQUENCE_END) {
            return null;
        }
        if (header.tag() != Tag.ITEM || header.length() > Integer.MAX_VALUE) {
            throw new DicomFormatException(DAMAGED);
        }
        return in.bytes((int) header.length());
    }

    /** Whether the tag of an item or of an end starts here; the marks of compressed data are little endian. */
    private static boolean isMark(byte[] ahead, int at) {
        return ahead.length >= at + 4
                && (ahead[at] & 0xff) == 0xfe
                && (ahead[at + 1] & 0xff) == 0xff
                && (ahead[at + 3] & 0xff) == 0xe0;
    }

    private static Set<Integer> offsets(byte[] table) {
        ByteBuffer bytes = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        Set<Integer> offsets = new HashSet<>();
        while (bytes.remaining() >= Integer.BYTES) {
            offsets.add(bytes.getInt());
        }
        return offsets;
    }

    /** The offset table gives the start of each frame. Without a table, a frame starts where an image starts. */
    private static List<byte[]> join(List<byte[]> fragments, int frames, Set<Integer> offsets) {
        List<byte[]> joined = new ArrayList<>();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int offset = 0;
        for (byte[] fragment : fragments) {
            boolean starts = offsets.isEmpty() ? startsImage(fragment) : offsets.contains(offset);
            if (frames > 1 && starts && frame.size() > 0) {
                joined.add(frame.toByteArray());
                frame.reset();
            }
            frame.writeBytes(fragment);
            offset += ITEM_HEADER_BYTES + fragment.length;
        }
        joined.add(frame.toByteArray());
        return joined;
    }

    /** Whether the start marker of JPEG and JPEG-LS, or the one of JPEG 2000, stands here. */
    private static boolean startsImage(byte[] fragment) {
        return fragment.length >= 2
                && (fragment[0] & 0xff) == 0xff
                && ((fragment[1] & 0xff) == 0xd8 || fragment[1] == 0x4f);
    }
}
