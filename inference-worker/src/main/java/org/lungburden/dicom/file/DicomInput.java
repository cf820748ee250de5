package org.lungburden.dicom.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The bytes of a DICOM file with their position and byte order. An {@link IOException} means that the file itself
 * cannot be read. Bytes that end early or do not inflate cause a {@link DicomFormatException}.
 */
public final class DicomInput {
    private static final int BUFFER_BYTES = 8192;
    private static final String ENDS_EARLY =
            "A file with a CT image ends early or is damaged; copy or export the series again.";

    private final long maxBytes;
    private final UnaryOperator<InputStream> counted;
    private InputStream in;
    private long position;
    private boolean bigEndian;
    private int repairs;

    /**
     * @param maxBytes a larger file is refused with {@code ARCHIVE_TOO_LARGE}, because a deflated data set may grow
     *     very large
     * @param counted wraps the stream inflated from the file, so that one limit covers all files
     */
    public DicomInput(InputStream in, long maxBytes, UnaryOperator<InputStream> counted) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.maxBytes = maxBytes;
        this.counted = counted;
    }

    void bigEndian(boolean isBigEndian) {
        bigEndian = isBigEndian;
    }

    boolean bigEndian() {
        return bigEndian;
    }

    /** Notes that something was read that breaks the standard but has only one meaning. */
    void markRepaired() {
        repairs++;
    }

    /** How often {@link #markRepaired} was called. */
    int repairs() {
        return repairs;
    }

    /**
     * All bytes from here on are deflated.
     *
     * @param header whether they have the header of zlib, which DICOM PS3.5 annex A.5 forbids
     */
    void inflateRest(boolean header) {
        in = new BufferedInputStream(counted.apply(new InflaterInputStream(in, new Inflater(!header))), BUFFER_BYTES);
    }

    /** Number of bytes read so far. */
    long position() {
        return position;
    }

    /** Returns up to {@code length} of the next bytes without consuming them; fewer at the end. */
    public byte[] peek(int length) throws IOException, DicomFormatException {
        in.mark(length);
        try {
            byte[] bytes = in.readNBytes(length);
            in.reset();
            return bytes;
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    public byte[] bytes(int length) throws IOException, DicomFormatException {
        try {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new DicomFormatException(ENDS_EARLY);
            }
            taken(length);
            return bytes;
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    void skip(long length) throws IOException, DicomFormatException {
        try {
            in.skipNBytes(length);
            taken(length);
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    /** Reads to the end, because only there the archive checks the checksum of the file. */
    public void drain() throws IOException, DicomFormatException {
        try {
            taken(in.transferTo(OutputStream.nullOutputStream()));
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    int u16() throws IOException, DicomFormatException {
        byte[] b = bytes(2);
        return bigEndian ? (b[0] & 0xff) << 8 | b[1] & 0xff : (b[1] & 0xff) << 8 | b[0] & 0xff;
    }

    long u32() throws IOException, DicomFormatException {
        long first = u16();
        long second = u16();
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    private void taken(long count) {
        position += count;
        if (position > maxBytes) {
            throw new CodedException(ErrorCode.ARCHIVE_TOO_LARGE);
        }
    }

    private static DicomFormatException damaged(IOException e) {
        return new DicomFormatException(ENDS_EARLY, e);
    }
}
