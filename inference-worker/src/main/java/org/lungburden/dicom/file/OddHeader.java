package org.lungburden.dicom.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Headers in explicit VR whose value representation is missing, unknown or in lower case. Writers leave the
 * representation out (as in implicit VR), or invent one. What follows the value tells how the writer meant the length.
 */
final class OddHeader {
    /** The value must end within these bytes, because the reader looks behind the value first. */
    private static final int LARGEST_VALUE = 1 << 14;
    /** No writer leaves out more. The limit keeps a hostile file from making the reader look ahead for ever. */
    private static final int MOST_IN_A_FILE = 2000;

    private static final String SENTENCE = "An image has elements without a known value representation (VR) before its"
            + " PixelData, and their lengths are not clear; export the series again.";

    private static final int SHORT_BYTES = 2;
    private static final int LONG_BYTES = 6;

    private final DicomInput in;
    private final int tag;
    private final byte[] vr;
    private final byte[] ahead;

    private OddHeader(DicomInput in, int tag, byte[] vr, byte[] ahead) {
        this.in = in;
        this.tag = tag;
        this.vr = vr;
        this.ahead = ahead;
    }

    /** @param in behind the two bytes {@code vr}, which are no known value representation */
    static ElementHeader read(DicomInput in, int tag, byte[] vr) throws IOException, DicomFormatException {
        in.markRepaired();
        if (in.repairs() > MOST_IN_A_FILE) {
            throw new DicomFormatException(SENTENCE);
        }
        String upper = new String(vr, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        if (ElementHeader.isKnown(upper)) {
            return ElementHeader.read(in, tag, upper);
        }
        ElementHeader header = new OddHeader(in, tag, vr, in.peek(LONG_BYTES + LARGEST_VALUE + 8)).guess();
        if (header == null) {
            throw new DicomFormatException(SENTENCE);
        }
        return header;
    }

    private @Nullable ElementHeader guess() throws IOException, DicomFormatException {
        if (ahead.length < LONG_BYTES) {
            return null;
        }
        long implicit = implicitLength();
        boolean reserved = ahead[0] == 0 && ahead[1] == 0;
        long longer = NextElement.u32(ahead, 2, in.bigEndian());
        if (tag == Tag.PIXEL_DATA) {
            // nothing has to follow pixel data, and their value is long
            return reserved ? taken(LONG_BYTES, longer) : taken(SHORT_BYTES, implicit);
        }
        long shorter = NextElement.u16(ahead, 0, in.bigEndian());
        for (NextElement.Likelihood least :
                new NextElement.Likelihood[] {NextElement.Likelihood.CERTAIN, NextElement.Likelihood.POSSIBLE}) {
            if (reserved && likelihood(LONG_BYTES, longer).compareTo(least) >= 0) {
                return taken(LONG_BYTES, longer);
            }
            if (likelihood(SHORT_BYTES, implicit).compareTo(least) >= 0) {
                return taken(SHORT_BYTES, implicit);
            }
            if (likelihood(SHORT_BYTES, shorter).compareTo(least) >= 0) {
                return taken(SHORT_BYTES, shorter);
            }
        }
        return null;
    }

    /** The four bytes from the place of the value representation on. */
    private long implicitLength() {
        return NextElement.u32(new byte[] {vr[0], vr[1], ahead[0], ahead[1]}, 0, in.bigEndian());
    }

    private NextElement.Likelihood likelihood(int headerBytes, long length) {
        if (length == ElementHeader.UNDEFINED) {
            boolean item =
                    headerBytes + 4 <= ahead.length && NextElement.tag(ahead, headerBytes, in.bigEndian()) == Tag.ITEM;
            return item ? NextElement.Likelihood.CERTAIN : NextElement.Likelihood.NONE;
        }
        if (length > LARGEST_VALUE) {
            return NextElement.Likelihood.NONE;
        }
        return NextElement.at(ahead, headerBytes + (int) length, tag, in.bigEndian());
    }

    private ElementHeader taken(int headerBytes, long length) throws IOException, DicomFormatException {
        in.skip(headerBytes);
        return new ElementHeader(tag, "", length);
    }
}
