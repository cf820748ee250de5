package org.lungburden.dicom.pixel;

import org.lungburden.dicom.file.DicomFormatException;

/** Uncompressed samples (DICOM PS3.5 annex A.1 to A.3 and A.5). */
final class NativeDecoder implements FrameDecoder {
    private final boolean bigEndian;

    NativeDecoder(boolean bigEndian) {
        this.bigEndian = bigEndian;
    }

    @Override
    public void decode(byte[] frame, PixelFormat format, short[] samples) throws DicomFormatException {
        if (frame.length < format.frameBytes()) {
            throw new DicomFormatException("PixelData ends before its last row; copy or export the series again.");
        }
        if (format.bitsAllocated() == 8) {
            for (int n = 0; n < samples.length; n++) {
                samples[n] = (short) (frame[n] & 0xff);
            }
            return;
        }
        int high = bigEndian ? 0 : 1;
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (short) (frame[2 * n + high] << 8 | frame[2 * n + 1 - high] & 0xff);
        }
    }
}
