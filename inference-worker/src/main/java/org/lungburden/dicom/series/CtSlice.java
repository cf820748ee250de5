package org.lungburden.dicom.series;

import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFormatException;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.pixel.FrameDecoders;
import org.lungburden.dicom.pixel.HounsfieldScale;
import org.lungburden.dicom.pixel.PixelFormat;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** A slice whose header is read and whose pixels are still in the archive. */
record CtSlice(CtFrame frame, Plane plane, PixelFormat format, HounsfieldScale scale) {

    /**
     * @throws CodedException {@code UNSUPPORTED_TRANSFER_SYNTAX}, {@code CORRUPT_IMAGE} without pixels, plane or pixel
     *     format, {@code NOT_HOUNSFIELD} without a scale
     */
    static CtSlice of(CtFrame frame) {
        String fault = frame.file().fault();
        if (fault != null) {
            throw new CodedException(ErrorCode.CORRUPT_IMAGE, fault + SliceNumbers.sentence(frame));
        }
        String syntax = frame.file().transferSyntax();
        if (FrameDecoders.of(syntax).isEmpty()) {
            throw new CodedException(ErrorCode.UNSUPPORTED_TRANSFER_SYNTAX, FrameDecoders.refusal(syntax));
        }
        DataSet attributes = frame.attributes();
        try {
            checkFrameCount(frame);
            PixelFormat format = PixelFormat.of(attributes);
            return new CtSlice(frame, Plane.of(attributes), format, HounsfieldScale.of(attributes, format));
        } catch (DicomFormatException e) {
            throw new CodedException(ErrorCode.CORRUPT_IMAGE, e.sentence(), e);
        }
    }

    private static void checkFrameCount(CtFrame frame) throws DicomFormatException {
        double declared = frame.attributes()
                .decimals(Tag.NUMBER_OF_FRAMES, 1)
                .map(value -> value[0])
                .orElse(1.0);
        if (declared < 1) {
            throw new DicomFormatException(
                    "NumberOfFrames is " + SpacingFault.decimal(declared) + "; export the series again.");
        }
        if (declared != frame.file().frames().size()) {
            throw new DicomFormatException(
                    "NumberOfFrames differs from the number of items in PerFrameFunctionalGroupsSequence, which place the"
                            + " frames; export the series as enhanced CT or as single slices.");
        }
    }

    DataSet attributes() {
        return frame.attributes();
    }
}
