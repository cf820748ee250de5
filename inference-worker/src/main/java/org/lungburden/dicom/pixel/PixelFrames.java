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

    private final DicomInput in;
    private final ElementHeader pixelData;

    /** @param in positioned at the value of {@code pixelData} */
    public PixelFrames(DicomInput in, ElementHeader pixelData) {
        this.in = in;
        this.pixelData = pixelData;
    }

    /** The next of several uncompressed frames that follow each other. */
    public byte[] nextNative(PixelFormat format) throws IOException, DicomFormatException {
        if (pixelData.undefinedLength()) {
            throw new DicomFormatException("uncompressed pixel data of undefined length");
        }
        return in.bytes(format.frameBytes());
    }

    /** All compressed frames, with the fragments of each joined. */
    public List<byte[]> encapsulated(int frames) throws IOException, DicomFormatException {
        byte[] offsetTable = pixelData.undefinedLength() ? nextItem() : null;
        if (offsetTable == null) {
            throw new DicomFormatException("compressed pixel data without items");
        }
        List<byte[]> fragments = new ArrayList<>();
        for (byte[] fragment = nextItem(); fragment != null; fragment = nextItem()) {
            fragments.add(fragment);
        }
        List<byte[]> joined = frames == fragments.size() ? fragments : join(fragments, frames, offsets(offsetTable));
        if (joined.size() != frames) {
            throw new DicomFormatException("another number of frames than the header says");
        }
        return joined;
    }

    /** Null after the last item. A missing end mark is harmless: later checks find a frame that is not complete. */
    private byte @Nullable [] nextItem() throws IOException, DicomFormatException {
        if (in.peek(1).length == 0) {
            return null;
        }
        ElementHeader header = ElementHeader.read(in, true);
        if (header.tag() == Tag.SEQUENCE_END) {
            return null;
        }
        if (header.tag() != Tag.ITEM || header.length() > Integer.MAX_VALUE) {
            throw new DicomFormatException("no item in the pixel data");
        }
        return in.bytes((int) header.length());
    }

    private static Set<Integer> offsets(byte[] table) {
        ByteBuffer bytes = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        Set<Integer> offsets = new HashSet<>();
        while (bytes.remaining() >= Integer.BYTES) {
            offsets.add(bytes.getInt());
        }
        return offsets;
    }

    /** The offset table gives the start of each frame. Without a table, a frame starts where a JPEG image starts. */
    private static List<byte[]> join(List<byte[]> fragments, int frames, Set<Integer> offsets) {
        List<byte[]> joined = new ArrayList<>();
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int offset = 0;
        for (byte[] fragment : fragments) {
            boolean starts = offsets.isEmpty() ? startsJpeg(fragment) : offsets.contains(offset);
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

    private static boolean startsJpeg(byte[] fragment) {
        return fragment.length >= 2 && (fragment[0] & 0xff) == 0xff && (fragment[1] & 0xff) == 0xd8;
    }
}
