package org.lungburden.dicom.pixel;

import org.lungburden.dicom.file.DicomFormatException;

/**
 * Frames stored as fragments. The frame itself tells which JPEG it is, whatever transfer syntax its file names: exports
 * mix up the syntaxes of JPEG.
 */
final class FragmentsDecoder implements FrameDecoder {
    private static final FrameDecoder DCT = new JpegDctDecoder();
    private static final FrameDecoder LOSSLESS = new JpegLosslessDecoder();
    private static final FrameDecoder LS = new JpegLsDecoder();
    private static final FrameDecoder JPEG_2000 = new Jpeg2000Decoder();

    @Override
    public void decode(byte[] frame, PixelFormat format, short[] samples) throws DicomFormatException {
        decoder(frame).decode(frame, format, samples);
    }

    private static FrameDecoder decoder(byte[] frame) throws DicomFormatException {
        if (Jpeg2000Codestream.isOne(frame)) {
            return JPEG_2000;
        }
        int marker = JpegSegments.frameMarker(frame);
        return switch (marker) {
            case JpegSegments.SOF0_BASELINE, JpegSegments.SOF1_EXTENDED -> DCT;
            case JpegSegments.SOF3_LOSSLESS -> LOSSLESS;
            case JpegSegments.SOF55_LS -> LS;
            default -> throw JpegSegments.unsupported("is progressive, hierarchical or arithmetic");
        };
    }
}
