package org.lungburden.dicom.pixel;

import org.lungburden.dicom.file.DicomFormatException;

/**
 * JPEG-LS, lossless and near-lossless (DICOM PS3.5 annex A.4.3), of one component, from ITU-T T.87 annexes A and C. Names
 * of the standard stand in the comments.
 */
final class JpegLsDecoder implements FrameDecoder {
    private static final int PARAMETERS = 1;
    private static final int LARGEST_NEAR = 255;

    @Override
    public void decode(byte[] frame, PixelFormat format, short[] samples) throws DicomFormatException {
        JpegSegments segments = new JpegSegments(frame);
        int precision = 0;
        int[] preset = new int[5];
        for (int marker = segments.nextMarker(); marker != JpegSegments.SOS; marker = segments.nextMarker()) {
            if (marker == JpegSegments.SOF55_LS) {
                precision = segments.precision(format);
            } else if (marker == JpegSegments.LSE) {
                preset(segments, preset);
            } else if (marker == JpegSegments.DRI && restarts(segments)) {
                throw JpegSegments.unsupported("has restart intervals");
            }
        }
        if (precision < 2 || precision > 16 || segments.u8() != 1) {
            throw JpegSegments.damaged();
        }
        segments.u16(); // component and mapping table, of which an LSE segment would have told
        int near = segments.u8();
        segments.u8(); // interleaving, which one component does not have
        if (segments.u8() != 0) {
            throw JpegSegments.unsupported("has a point transform");
        }
        JpegLsParameters parameters = JpegLsParameters.of(precision, Math.min(near, LARGEST_NEAR), preset);
        new JpegLsScan(parameters, new JpegBits(frame, segments.end(), true)).decode(format.columns(), samples);
    }

    private static boolean restarts(JpegSegments segments) throws DicomFormatException {
        boolean any = false;
        while (segments.remaining() > 0) {
            any |= segments.u8() != 0;
        }
        return any;
    }

    /** Preset coding parameters (T.87 C.2.4.1.1): MAXVAL, T1, T2, T3, RESET; 0 stands for the default. */
    private static void preset(JpegSegments segments, int[] preset) throws DicomFormatException {
        if (segments.u8() != PARAMETERS) {
            throw JpegSegments.unsupported("has a mapping table or large dimensions");
        }
        for (int n = 0; n < preset.length; n++) {
            preset[n] = segments.u16();
        }
    }
}
