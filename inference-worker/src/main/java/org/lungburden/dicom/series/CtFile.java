package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.Archive;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFile;
import org.lungburden.dicom.file.ElementHeader;
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
        String noPixels = pixels == null ? "An image has no PixelData; export the series with its images." : null;
        String syntax = file.transferSyntax();
        boolean contradicts = pixels != null && pixels.undefinedLength() != FrameDecoders.isEncapsulated(syntax);
        return new CtFile(
                member,
                FunctionalGroups.frames(file.dataSet()),
                syntax,
                file.damaged() ? file.fault() : noPixels,
                file.repaired() || contradicts || CtFilter.isScrambled(file.dataSet()));
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
