package org.lungburden.dicom.pixel;

import org.lungburden.dicom.file.DicomFormatException;

/**
 * JPEG Lossless, process 14, all predictors, of one component with 2 to 16 bits (DICOM PS3.5 annex A.4.1; ITU-T T.81 annex
 * H). Samples are unsigned, whatever the pixel representation; {@link PixelFormat} adds the sign.
 */
final class JpegLosslessDecoder implements FrameDecoder {
    @Override
    public void decode(byte[] frame, PixelFormat format, short[] samples) throws DicomFormatException {
        new Stream(frame, format).decode(samples);
    }

    /** One stream with its tables. */
    private static final class Stream {
        private final byte[] frame;
        private final PixelFormat format;
        private final JpegSegments segments;
        private final HuffmanTable[] tables = new HuffmanTable[4];
        private int precision;
        private int restartInterval;

        Stream(byte[] frame, PixelFormat format) {
            this.frame = frame;
            this.format = format;
            this.segments = new JpegSegments(frame);
        }

        void decode(short[] samples) throws DicomFormatException {
            JpegSegments.ScanHeader scan = segments.readToScan(this::readSegment);
            int predictor = scan.start();
            int shift = scan.pointTransform();
            if (precision < 2
                    || scan.dcTable() >= tables.length
                    || tables[scan.dcTable()] == null
                    || predictor < 1
                    || predictor > 7
                    || shift >= precision) {
                throw JpegSegments.damaged();
            }
            decodeRows(
                    new LosslessDifferences(frame, segments.end(), tables[scan.dcTable()]), predictor, shift, samples);
        }

        private void readSegment(int marker) throws DicomFormatException {
            switch (marker) {
                case JpegSegments.SOF3_LOSSLESS -> precision = segments.precision(format);
                case JpegSegments.DHT -> readHuffman();
                case JpegSegments.DRI -> restartInterval = segments.u16();
                default -> {
                    // comments and the data of applications
                }
            }
        }

        private void readHuffman() throws DicomFormatException {
            while (segments.remaining() > 0) {
                int head = segments.u8();
                HuffmanTable table = HuffmanTable.read(segments);
                // lossless coding has tables of class 0 alone
                if (head < tables.length) {
                    tables[head] = table;
                }
            }
        }

        private void decodeRows(LosslessDifferences differences, int predictor, int shift, short[] samples)
                throws DicomFormatException {
            int columns = format.columns();
            if (restartInterval % columns != 0) {
                throw JpegSegments.unsupported("restarts within a row");
            }
            int rowsOfInterval = restartInterval / columns;
            int[] above = new int[columns];
            int[] row = new int[columns];
            for (int y = 0; y < format.rows(); y++) {
                boolean starts = y == 0 || rowsOfInterval > 0 && y % rowsOfInterval == 0;
                if (starts && y > 0) {
                    differences.restart((y / rowsOfInterval - 1) % 8);
                }
                differences.next(row);
                if (starts) {
                    above[0] = 1 << (precision - shift - 1);
                }
                LosslessPrediction.add(starts ? LosslessPrediction.LEFT : predictor, above, row);
                for (int x = 0; x < columns; x++) {
                    samples[y * columns + x] = (short) (row[x] << shift);
                }
                int[] used = above;
                above = row;
                row = used;
            }
        }
    }
}
