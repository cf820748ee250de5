package org.lungburden.dicom.pixel;

import java.util.Arrays;
import org.lungburden.dicom.file.DicomFormatException;

/**
 * JPEG Baseline and Extended, sequential with Huffman codes, of one component with 8 or 12 bits (DICOM PS3.5 annex A.4.1;
 * ITU-T T.81 annexes B and F).
 */
final class JpegDctDecoder implements FrameDecoder {
    private static final int BLOCK = InverseDct.BLOCK;
    private static final int SIDE = InverseDct.SIDE;
    private static final int SKIP_16 = 15;
    private static final int MOST_DC_BITS = 15;

    /** Natural order of the coefficients that the stream holds in zigzag order (T.81 figure 5). */
    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    @Override
    public void decode(byte[] frame, PixelFormat format, short[] samples) throws DicomFormatException {
        new Stream(frame, format).decode(samples);
    }

    /** One stream with its tables. */
    private static final class Stream {
        private final byte[] frame;
        private final PixelFormat format;
        private final JpegSegments segments;
        private final int[][] quantization = new int[4][];
        private final HuffmanTable[] dc = new HuffmanTable[4];
        private final HuffmanTable[] ac = new HuffmanTable[4];
        private int precision;
        private int quantizationIndex;
        private int restartInterval;

        Stream(byte[] frame, PixelFormat format) {
            this.frame = frame;
            this.format = format;
            this.segments = new JpegSegments(frame);
        }

        void decode(short[] samples) throws DicomFormatException {
            JpegSegments.ScanHeader scan = segments.readToScan(this::readSegment);
            if (precision == 0) {
                throw JpegSegments.damaged();
            }
            decodeBlocks(
                    required(quantization, quantizationIndex),
                    required(dc, scan.dcTable()),
                    required(ac, scan.acTable()),
                    samples);
        }

        private void readSegment(int marker) throws DicomFormatException {
            switch (marker) {
                case JpegSegments.SOF0_BASELINE, JpegSegments.SOF1_EXTENDED -> readFrameHeader();
                case JpegSegments.DQT -> readQuantization();
                case JpegSegments.DHT -> readHuffman();
                case JpegSegments.DRI -> restartInterval = segments.u16();
                default -> {
                    // comments and the data of applications
                }
            }
        }

        private static <T> T required(T[] tables, int index) throws DicomFormatException {
            if (index >= tables.length || tables[index] == null) {
                throw JpegSegments.damaged();
            }
            return tables[index];
        }

        private void readFrameHeader() throws DicomFormatException {
            precision = segments.precision(format);
            if (precision != 8 && precision != 12) {
                throw JpegSegments.damaged();
            }
            segments.u16(); // component and sampling factors, which one component does not need
            quantizationIndex = segments.u8();
        }

        private void readQuantization() throws DicomFormatException {
            while (segments.remaining() > 0) {
                int head = segments.u8();
                if ((head & 0xf) >= quantization.length) {
                    throw JpegSegments.damaged();
                }
                int[] table = new int[BLOCK];
                for (int n = 0; n < BLOCK; n++) {
                    table[ZIGZAG[n]] = head >> 4 == 0 ? segments.u8() : segments.u16();
                }
                quantization[head & 0xf] = table;
            }
        }

        private void readHuffman() throws DicomFormatException {
            while (segments.remaining() > 0) {
                int head = segments.u8();
                if ((head & 0xf) >= dc.length || head >> 4 > 1) {
                    throw JpegSegments.damaged();
                }
                (head >> 4 == 0 ? dc : ac)[head & 0xf] = HuffmanTable.read(segments);
            }
        }

        private void decodeBlocks(int[] steps, HuffmanTable dcCodes, HuffmanTable acCodes, short[] samples)
                throws DicomFormatException {
            JpegBits bits = new JpegBits(frame, segments.end(), false);
            InverseDct transform = new InverseDct(precision);
            int[] coefficients = new int[BLOCK];
            int previous = 0;
            int blocks = 0;
            for (int y = 0; y < format.rows(); y += SIDE) {
                for (int x = 0; x < format.columns(); x += SIDE) {
                    if (restartInterval > 0 && blocks > 0 && blocks % restartInterval == 0) {
                        bits.restart((blocks / restartInterval - 1) % 8);
                        previous = 0;
                    }
                    previous += difference(bits, dcCodes);
                    readBlock(bits, acCodes, steps, coefficients);
                    coefficients[0] = (short) previous * steps[0];
                    transform.apply(coefficients);
                    put(coefficients, x, y, samples);
                    blocks++;
                }
            }
        }

        private static int difference(JpegBits bits, HuffmanTable codes) throws DicomFormatException {
            int length = codes.next(bits);
            if (length > MOST_DC_BITS) {
                throw JpegSegments.damaged();
            }
            return extended(bits.bits(length), length);
        }

        /** The alternating coefficients, multiplied with their quantization steps. */
        private static void readBlock(JpegBits bits, HuffmanTable codes, int[] steps, int[] coefficients)
                throws DicomFormatException {
            Arrays.fill(coefficients, 0);
            for (int n = 1; n < BLOCK; n++) {
                int code = codes.next(bits);
                int zeros = code >> 4;
                int length = code & 0xf;
                if (length == 0 && zeros != SKIP_16) {
                    return; // only zeros follow
                }
                n += zeros;
                if (n >= BLOCK) {
                    throw JpegSegments.damaged();
                }
                coefficients[ZIGZAG[n]] = extended(bits.bits(length), length) * steps[ZIGZAG[n]];
            }
        }

        /** EXTEND of T.81 figure F.12: the lower half of the values stands for negative numbers. */
        private static int extended(int value, int length) {
            return length > 0 && value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
        }

        private void put(int[] block, int x, int y, short[] samples) {
            int width = Math.min(SIDE, format.columns() - x);
            int height = Math.min(SIDE, format.rows() - y);
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    samples[(y + row) * format.columns() + x + column] = (short) block[row * SIDE + column];
                }
            }
        }
    }
}
