package org.lungburden.dicom.pixel;

import org.lungburden.dicom.file.DicomFormatException;

/** The marker segments before the entropy-coded data of a JPEG or JPEG-LS stream (ITU-T T.81 annex B, T.87 annex C). */
final class JpegSegments {
    static final int SOF0_BASELINE = 0xc0;
    static final int SOF1_EXTENDED = 0xc1;
    static final int SOF3_LOSSLESS = 0xc3;
    static final int DHT = 0xc4;
    static final int SOI = 0xd8;
    static final int EOI = 0xd9;
    static final int SOS = 0xda;
    static final int DQT = 0xdb;
    static final int DRI = 0xdd;
    static final int SOF55_LS = 0xf7;
    static final int LSE = 0xf8;

    private static final int TEM = 0x01;
    private static final int RST0 = 0xd0;

    private final byte[] data;
    private int at;
    private int end;

    JpegSegments(byte[] data) {
        this.data = data;
    }

    static DicomFormatException damaged() {
        return new DicomFormatException(
                "The JPEG stream of an image is damaged or cut short; copy or export the series again.");
    }

    static DicomFormatException unsupported(String what) {
        return new DicomFormatException("The JPEG stream of an image " + what
                + ", which is not supported; convert the images with gdcmconv --raw or export them uncompressed.");
    }

    /**
     * The next marker, whose segment the following calls read.
     *
     * @throws DicomFormatException when the stream ends, or something else stands here
     */
    int nextMarker() throws DicomFormatException {
        at = end;
        if (at >= data.length || data[at] != (byte) 0xff) {
            throw damaged();
        }
        while (at < data.length && data[at] == (byte) 0xff) {
            at++; // fill bytes
        }
        if (at == data.length) {
            throw damaged();
        }
        int marker = data[at++] & 0xff;
        end = at;
        boolean alone = marker >= RST0 && marker <= EOI || marker == TEM;
        if (!alone) {
            end = data.length; // of the length itself
            int length = u16();
            end = at - 2 + length;
            if (length < 2 || end > data.length) {
                throw damaged();
            }
        }
        return marker;
    }

    /** Bytes of the segment that were not read. */
    int remaining() {
        return end - at;
    }

    /** Where the data behind the segment start. */
    int end() {
        return end;
    }

    int u8() throws DicomFormatException {
        if (at >= end) {
            throw damaged();
        }
        return data[at++] & 0xff;
    }

    int u16() throws DicomFormatException {
        int high = u8();
        return high << 8 | u8();
    }

    /**
     * Reads a frame header (T.81 B.2.2) and compares it with the image.
     *
     * @return the sample precision in bits
     */
    int precision(PixelFormat format) throws DicomFormatException {
        int precision = u8();
        int rows = u16();
        int columns = u16();
        int components = u8();
        if (rows != format.rows() || columns != format.columns() || precision > format.bitsAllocated()) {
            throw new DicomFormatException(
                    "The JPEG stream of an image differs from its Rows, Columns or BitsAllocated; export the series again.");
        }
        if (components != 1) {
            throw unsupported("has " + components + " components instead of gray values");
        }
        return precision;
    }

    /** Reads the segment of a marker, as far as it matters. */
    @FunctionalInterface
    interface Reader {
        void read(int marker) throws DicomFormatException;
    }

    /**
     * The header of a scan of one component (T.81 B.2.3).
     *
     * @param dcTable index of the table for DC or lossless coding
     * @param acTable index of the table for AC coding
     * @param start of the spectral selection; the predictor of lossless coding
     * @param pointTransform successive approximation low; the shift of lossless coding
     */
    record ScanHeader(int dcTable, int acTable, int start, int pointTransform) {}

    /**
     * Passes the segments before the entropy-coded data to a reader, which finds each at its first byte. Segments that it
     * does not read, such as comments, are skipped. Then reads the header of the scan.
     *
     * @throws DicomFormatException when the stream ends before, or the scan has several components
     */
    ScanHeader readToScan(Reader reader) throws DicomFormatException {
        for (int marker = nextMarker(); marker != SOS; marker = nextMarker()) {
            reader.read(marker);
        }
        if (u8() != 1) {
            throw damaged();
        }
        u8(); // component
        int tables = u8();
        int start = u8();
        u8(); // end of the spectral selection, which sequential and lossless coding do not use
        return new ScanHeader(tables >> 4, tables & 0xf, start, u8() & 0xf);
    }

    /** The marker of the frame header; what stands before is skipped. */
    static int frameMarker(byte[] stream) throws DicomFormatException {
        JpegSegments segments = new JpegSegments(stream);
        if (segments.nextMarker() != SOI) {
            throw damaged();
        }
        int marker = segments.nextMarker();
        while (!isFrameHeader(marker)) {
            if (marker == SOS || marker == EOI) {
                throw damaged();
            }
            marker = segments.nextMarker();
        }
        return marker;
    }

    /** All markers from C0 to CF but three begin a frame. */
    private static boolean isFrameHeader(int marker) {
        boolean other = marker == DHT || marker == 0xc8 || marker == 0xcc;
        return marker == SOF55_LS || (marker & 0xf0) == 0xc0 && !other;
    }
}
