package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.List;
import org.lungburden.archive.ZipArchive;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFile;

/**
 * A file of the upload whose header declares CT images.
 *
 * @param frames attributes of each frame, in the order of the pixel data
 * @param whole false when the file ends before its pixel data or has none
 */
record CtFile(ZipArchive.Member member, List<DataSet> frames, String transferSyntax, boolean whole) {

    static CtFile of(ZipArchive.Member member, DicomFile file) {
        return new CtFile(
                member,
                FunctionalGroups.frames(file.dataSet()),
                file.transferSyntax(),
                !file.damaged() && file.pixelData() != null);
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
