package org.lungburden.dicom.result;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.write.ElementWriter;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Vector3;
import org.lungburden.study.DicomFacts;
import org.lungburden.study.DicomSource;
import org.lungburden.study.Study;

/**
 * Writes the masks as a DICOM segmentation (PS3.3 A.51): {@code segmentation.dcm}. Frames lie on the scan's own grid, each
 * exactly where its image lies, so that a tilted gantry stays as it is. Only the headers are held in memory.
 */
public final class SegmentationFile {
    private static final ResultKind KIND = ResultKind.SEGMENTATION;

    private SegmentationFile() {}

    /**
     * @param study of DICOM files
     * @param canonical on the canonical grid of its scan
     */
    public static void write(DicomResult result, Study study, LabelVolume canonical, Path file) throws IOException {
        LabelVolume labels = Orientation.of(study.scan().affine()).toScan(canonical);
        List<SegmentFrames.Frame> frames = SegmentFrames.of(labels);
        long bits = (long) frames.size() * labels.columns() * labels.rows();
        long bytes = (bits + Byte.SIZE - 1) / Byte.SIZE;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(ResultHeader.meta(result, KIND));
            out.write(header(result, study, labels, frames).bytes());
            out.write(new ElementWriter()
                    .otherBytesHeader(Tag.PIXEL_DATA, bytes + bytes % 2)
                    .bytes());
            BitPacker packer = new BitPacker(out);
            for (SegmentFrames.Frame frame : frames) {
                packer.add(labels.labels()[frame.slice()], frame.segment().number());
            }
            packer.finish(bytes);
        }
    }

    private static Elements header(
            DicomResult result, Study study, LabelVolume labels, List<SegmentFrames.Frame> frames) {
        DicomSource source = result.source();
        DicomFacts facts = Objects.requireNonNull(study.dicom());
        Elements elements = ResultHeader.of(result, KIND);
        ResultHeader.frameOfReference(source, elements);
        elements.sequence(ResultTag.REFERENCED_SERIES_SEQUENCE, SourceReferences.series(source));
        image(elements, labels, frames.size());
        ResultHeader.lossy(study, source, elements);
        elements.text(SegmentationTag.SEGMENTATION_TYPE, "CS", "BINARY")
                .text(SegmentationTag.SEGMENTS_OVERLAP, "CS", "NO")
                .text(SegmentationTag.CONTENT_LABEL, "CS", "LUNG_OPACITY")
                .text(SegmentationTag.CONTENT_DESCRIPTION, "LO", ResultHeader.description(result))
                .text(SegmentationTag.CONTENT_CREATOR_NAME, "PN", "")
                .sequence(SegmentationTag.SEGMENT_SEQUENCE, SegmentItems.of(result));
        FunctionalGroups groups = new FunctionalGroups(source);
        FunctionalGroups.dimensions(result, elements);
        return elements.sequence(
                        Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                        groups.shared(facts, spacingMm(study.scan().affine(), source.plane())))
                .sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups.perFrame(frames));
    }

    private static void image(Elements elements, LabelVolume labels, int frames) {
        elements.text(Tag.IMAGE_TYPE, "CS", "DERIVED\\PRIMARY")
                .unsignedShorts(Tag.SAMPLES_PER_PIXEL, 1)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, "CS", "MONOCHROME2")
                .text(Tag.NUMBER_OF_FRAMES, "IS", Integer.toString(frames))
                .unsignedShorts(Tag.ROWS, labels.rows())
                .unsignedShorts(Tag.COLUMNS, labels.columns())
                .unsignedShorts(Tag.BITS_ALLOCATED, 1)
                .unsignedShorts(Tag.BITS_STORED, 1)
                .unsignedShorts(Tag.HIGH_BIT, 0)
                .unsignedShorts(Tag.PIXEL_REPRESENTATION, 0);
    }

    private static double spacingMm(Affine affine, DicomSource.Plane plane) {
        Vector3 step = new Vector3(affine.at(0, 2), affine.at(1, 2), affine.at(2, 2)).flipped();
        return Math.abs(step.dot(plane.alongRow().cross(plane.alongColumn()).unit()));
    }
}
