package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.Archive;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFile;
import org.lungburden.dicom.file.ElementHeader;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.pixel.FrameDecoders;

/**
 * A file of the upload whose header declares CT images.
 *
 * @param frames attributes of each frame, in the order of the pixel data
 * @param fault a sentence for the client when the file ends before its pixel data or has none; null for a whole file
 * @param repaired whether the header breaks the standard but has only one meaning
 */
record CtFile(
        Archive.Member member,
        List<DataSet> frames,
        String transferSyntax,
        @Nullable String fault,
        boolean repaired) {

    static CtFile of(Archive.Member member, DicomFile file) {
        ElementHeader pixels = file.pixelData();
        String syntax = file.transferSyntax();
        boolean contradicts = pixels != null && pixels.undefinedLength() != FrameDecoders.isEncapsulated(syntax);
        return new CtFile(
                member,
                FunctionalGroups.frames(file.dataSet()),
                syntax,
                file.damaged() ? file.fault() : pixels == null ? withoutPixels(file.dataSet()) : contradiction(file),
                file.repaired()
                        || FunctionalGroups.hasTwoScales(file.dataSet())
                        || contradicts
                        || CtFilter.isScrambled(file.dataSet()));
    }

    private static @Nullable String contradiction(DicomFile file) {
        return FunctionalGroups.contradiction(file.dataSet())
                .map(keyword -> keyword + " stands in SharedFunctionalGroupsSequence and, with another value, in"
                        + " PerFrameFunctionalGroupsSequence, so that nothing tells the size or direction of the pixels;"
                        + " export the series again.")
                .orElse(null);
    }

    /** Floating-point pixels belong to parametric maps (DICOM PS3.3 C.7.6.24), and no CT image rescales them. */
    private static String withoutPixels(DataSet file) {
        String keyword = file.contains(Tag.FLOAT_PIXEL_DATA)
                ? "FloatPixelData"
                : file.contains(Tag.DOUBLE_FLOAT_PIXEL_DATA) ? "DoubleFloatPixelData" : "";
        return keyword.isEmpty()
                ? "An image has no PixelData; export the series with its images."
                : "An image has " + keyword + " instead of PixelData. No CT image defines such values as Hounsfield"
                        + " units; export the series with PixelData of 16 bits, RescaleSlope and RescaleIntercept.";
    }

    boolean whole() {
        return fault == null;
    }

    /** The frames that are slices, without localizers. */
    List<CtFrame> slices() {
        List<CtFrame> slices = new ArrayList<>();
        for (int index = 0; index < frames.size(); index++) {
            if (CtFilter.isSlice(frames.get(index))) {
                slices.add(new CtFrame(this, index, frames.get(index)));
            }
        }
        return slices;
    }
}
