package org.lungburden.dicom.pixel;

import org.lungburden.dicom.file.DicomFormatException;

/** Unpacks a frame of one or several transfer syntaxes (DICOM PS3.5 section 8.2 and annex A). Has no state. */
public interface FrameDecoder {
    /**
     * @param frame the bytes of one frame, all fragments joined; possibly with a padding byte at the end
     * @param samples receives one word for each pixel, row by row; an 8-bit sample fills the lower half of its word
     * @throws DicomFormatException when the frame is damaged, or its size contradicts the format
     */
    void decode(byte[] frame, PixelFormat format, short[] samples) throws DicomFormatException;
}
