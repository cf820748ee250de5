package org.lungburden.labels;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks one gzip member (RFC 1952) that comes in pieces. What is inflated goes on at once, so that a bomb ends with the
 * first byte that its reader refuses.
 */
final class GzipFeed implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 15;
    private static final int FIXED_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int MOST_HEADER_BYTES = 1 << 17;
    private static final int HAS_HCRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final LabelsJudge judge;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] plain = new byte[BUFFER_BYTES];
    private final byte[] trailer = new byte[TRAILER_BYTES];
    private final byte[] fixed = new byte[FIXED_BYTES];
    private int headerBytes;
    private int flags;
    private int left;
    private Part part = Part.FIXED;
    private int trailerBytes;

    /** The parts of a member, in their order. */
    private enum Part {
        FIXED,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        HCRC,
        BODY,
        TRAILER
    }

    GzipFeed(LabelsJudge judge) {
        this.judge = judge;
    }

    /** @throws org.lungburden.error.CodedException as the judge, and {@code LABELS_UNREADABLE} */
    void accept(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end && part.compareTo(Part.BODY) < 0) {
            header(bytes[at++] & 0xff);
        }
        if (at < end && part == Part.BODY) {
            at = end - inflate(bytes, at, end - at);
        }
        while (at < end) {
            if (trailerBytes == TRAILER_BYTES) {
                throw LabelsHeader.unreadable("Bytes follow the end of the gzip.");
            }
            trailer[trailerBytes++] = bytes[at++];
        }
    }

    private void header(int value) {
        if (++headerBytes > MOST_HEADER_BYTES) {
            throw notGzip();
        }
        switch (part) {
            case FIXED -> {
                fixed[headerBytes - 1] = (byte) value;
                if (headerBytes == FIXED_BYTES) {
                    if (fixed[0] != 0x1f || fixed[1] != (byte) 0x8b || fixed[2] != 8 || (fixed[3] & 0xe0) != 0) {
                        throw notGzip();
                    }
                    flags = fixed[3];
                    after(Part.FIXED);
                }
            }
            case EXTRA_LENGTH -> {
                left = left < 0 ? value : left | value << 8;
                if (headerBytes == FIXED_BYTES + 2) {
                    part = left == 0 ? after(Part.EXTRA) : Part.EXTRA;
                }
            }
            case EXTRA -> part = --left == 0 ? after(Part.EXTRA) : part;
            case NAME, COMMENT -> part = value == 0 ? after(part) : part;
            case HCRC -> part = --left == 0 ? after(Part.HCRC) : part;
            case BODY, TRAILER -> throw new IllegalStateException("the header has ended");
        }
    }

    /** Goes on to the next part that the flags announce. */
    private Part after(Part done) {
        left = -1;
        if (done.compareTo(Part.EXTRA_LENGTH) < 0 && (flags & HAS_EXTRA) != 0) {
            part = Part.EXTRA_LENGTH;
        } else if (done.compareTo(Part.NAME) < 0 && (flags & HAS_NAME) != 0) {
            part = Part.NAME;
        } else if (done.compareTo(Part.COMMENT) < 0 && (flags & HAS_COMMENT) != 0) {
            part = Part.COMMENT;
        } else if (done.compareTo(Part.HCRC) < 0 && (flags & HAS_HCRC) != 0) {
            left = 2;
            part = Part.HCRC;
        } else {
            part = Part.BODY;
        }
        return part;
    }

    /** @return bytes that follow the deflated data */
    private int inflate(byte[] bytes, int offset, int length) {
        inflater.setInput(bytes, offset, length);
        try {
            for (int count = inflater.inflate(plain); count > 0; count = inflater.inflate(plain)) {
                crc.update(plain, 0, count);
                judge.accept(plain, count);
            }
        } catch (DataFormatException e) {
            throw LabelsHeader.unreadable("The gzip is damaged.");
        }
        if (inflater.needsDictionary()) {
            throw LabelsHeader.unreadable("The gzip is damaged.");
        }
        if (inflater.finished()) {
            part = Part.TRAILER;
        }
        return inflater.finished() ? inflater.getRemaining() : 0;
    }

    /** @throws org.lungburden.error.CodedException {@code LABELS_UNREADABLE} when the member is not whole */
    void end() {
        if (headerBytes == 0) {
            throw LabelsHeader.unreadable("The body is empty.");
        }
        if (part.compareTo(Part.BODY) < 0) {
            throw notGzip();
        }
        if (trailerBytes < TRAILER_BYTES) {
            throw LabelsHeader.unreadable("The gzip is cut short.");
        }
        judge.end();
        if (number(0) != crc.getValue() || number(4) != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw LabelsHeader.unreadable("The gzip is damaged: its checksum does not fit.");
        }
    }

    private long number(int at) {
        long number = 0;
        for (int n = 3; n >= 0; n--) {
            number = number << 8 | (trailer[at + n] & 0xff);
        }
        return number;
    }

    private static RuntimeException notGzip() {
        return LabelsHeader.unreadable("The body is no gzip.");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
