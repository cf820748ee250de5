package org.lungburden.dicom.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.Sha256;
import org.lungburden.dicom.file.Uid;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.Correction;
import org.lungburden.study.DicomSource;

/**
 * What all DICOM files of one result share. Each file knows the identifiers of the others, so that one can refer to
 * another whatever the order in which they are written.
 *
 * @param at when the files are made
 * @param content a digest of scan, model, labels and time; all identifiers of the files derive from it
 * @param corrected whether a person corrected the network's labels
 * @param predecessor the report that this result's report succeeds; null for the first
 * @param acceptance null until a person accepts the correction by name
 */
public record DicomResult(
        DicomSource source,
        ResultDocument.Model model,
        Instant at,
        String content,
        boolean corrected,
        @Nullable Predecessor predecessor,
        Correction.@Nullable Acceptance acceptance) {

    /** Of the network's labels. */
    public static DicomResult of(DicomSource source, ResultDocument.Model model, LabelVolume labels, Instant at) {
        return of(source, model, labels, at, false);
    }

    /**
     * @param labels in any orientation, but always in the same
     * @param corrected whether a person corrected them
     */
    public static DicomResult of(
            DicomSource source, ResultDocument.Model model, LabelVolume labels, Instant at, boolean corrected) {
        StringBuilder slices = new StringBuilder();
        for (byte[] slice : labels.labels()) {
            CRC32C checksum = new CRC32C();
            checksum.update(slice, 0, slice.length);
            slices.append(checksum.getValue()).append(' ');
        }
        String first = source.images().get(0).sopInstanceUid();
        String facts = String.join(" ", first, model.name(), model.version(), model.sha256(), at.toString(), slices);
        return new DicomResult(source, model, at, Sha256.of(facts.getBytes(UTF_8)), corrected, null, null);
    }

    /** The same, which a person accepted by name. */
    public DicomResult accepted(Correction.Acceptance by) {
        return new DicomResult(source, model, at, content, corrected, predecessor, by);
    }

    /** The same, whose report succeeds another. */
    public DicomResult after(Predecessor report) {
        return new DicomResult(source, model, at, content, corrected, report, acceptance);
    }

    /** The SOP Instance UID of the file of this kind. */
    public String instanceUid(ResultKind kind) {
        return Uid.derived(kind + " of " + content);
    }

    public String seriesInstanceUid(ResultKind kind) {
        return Uid.derived("series of " + kind + " of " + content);
    }

    String dimensionOrganizationUid() {
        return Uid.derived("dimensions of " + content);
    }

    /** Tracking UID of a segment, the same in segmentation and measurements. */
    String trackingUid(Segment segment) {
        return trackingUid(segment.name());
    }

    /** Tracking UID of another measured region. */
    String trackingUid(String region) {
        return Uid.derived(region + " of " + content);
    }
}
