package org.lungburden.dicom.series;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.Archive;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.Sha256;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.DicomFile;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;
import org.lungburden.geometry.Volume;
import org.lungburden.study.DicomSource;

/**
 * Collects what DICOM files of results refer to and repeat. The patient's attributes are read once more from one file,
 * since slices are kept without them.
 */
final class SourceReader {
    private final String seed;
    private final Map<CtFile, Integer> files = new IdentityHashMap<>();
    private boolean replaced;

    private SourceReader(Volume scan) {
        this.seed = seed(scan);
    }

    /**
     * @param slices of the scan, in its order
     * @param series the chosen series
     */
    static DicomSource read(
            Archive archive, ArchiveLimits limits, Volume scan, List<CtSlice> slices, SeriesCandidate series)
            throws IOException {
        DataSet identity =
                identity(archive, limits, slices.get(0).frame().file().member());
        return new SourceReader(scan).source(identity, slices, series);
    }

    private DicomSource source(DataSet identity, List<CtSlice> slices, SeriesCandidate series) {
        Map<Integer, byte[]> attributes = new HashMap<>();
        for (int tag : DicomFile.identityTags()) {
            identity.value(tag).ifPresent(value -> attributes.put(tag, value));
        }
        String study = orMadeUp(series.uid(Tag.STUDY_INSTANCE_UID), "study");
        String seriesUid = orMadeUp(series.uid(Tag.SERIES_INSTANCE_UID), "series");
        String frameOfReference = orMadeUp(onlyFrameOfReference(slices), "frame of reference");
        Set<String> repeated = repeated(slices);
        List<DicomSource.Image> images = new ArrayList<>();
        for (CtSlice slice : slices) {
            images.add(image(slice, seriesUid, repeated));
        }
        Plane plane = slices.get(0).plane();
        DicomSource.Plane written = new DicomSource.Plane(
                plane.alongRow(), plane.alongColumn(), plane.rowSpacingMm(), plane.columnSpacingMm());
        return new DicomSource(attributes, study, frameOfReference, written, images, replaced);
    }

    private static DataSet identity(Archive archive, ArchiveLimits limits, Archive.Member member) throws IOException {
        try (InputStream bytes = archive.open(member)) {
            return DicomFile.openIdentity(bytes, limits.maxEntryBytes(), inflated -> archive.counted(member, inflated))
                    .filter(file -> !file.damaged())
                    .orElseThrow(() -> new IOException("a slice of the upload cannot be read again"))
                    .dataSet();
        }
    }

    /** Null when slices of one stack name several, as some exports write them: none of them holds for all slices. */
    private static @Nullable String onlyFrameOfReference(List<CtSlice> slices) {
        List<String> named = slices.stream()
                .flatMap(slice -> slice.frame().validUid(Tag.FRAME_OF_REFERENCE_UID).stream())
                .distinct()
                .toList();
        return named.size() == 1 ? named.get(0) : null;
    }

    /** SOP Instance UIDs that stand in several files. A reference to one of them names no image. */
    private static Set<String> repeated(List<CtSlice> slices) {
        Map<String, CtFile> first = new HashMap<>();
        Set<String> repeated = new HashSet<>();
        for (CtSlice slice : slices) {
            CtFile file = slice.frame().file();
            slice.frame()
                    .validUid(Tag.SOP_INSTANCE_UID)
                    .filter(uid -> first.computeIfAbsent(uid, none -> file) != file)
                    .ifPresent(repeated::add);
        }
        return repeated;
    }

    private DicomSource.Image image(CtSlice slice, String seriesUid, Set<String> repeated) {
        CtFrame frame = slice.frame();
        boolean multiFrame = frame.file().frames().size() > 1;
        int file = files.computeIfAbsent(frame.file(), first -> files.size());
        return new DicomSource.Image(
                frame.validUid(Tag.SOP_CLASS_UID).orElse(Uid.CT_IMAGE_STORAGE),
                orMadeUp(
                        frame.validUid(Tag.SOP_INSTANCE_UID)
                                .filter(uid -> !repeated.contains(uid))
                                .orElse(null),
                        "image " + file),
                frame.validUid(Tag.SERIES_INSTANCE_UID).orElse(seriesUid),
                multiFrame ? frame.index() + 1 : 0,
                instanceNumber(frame),
                slice.plane().position());
    }

    private static @Nullable Integer instanceNumber(CtFrame frame) {
        return frame.attributes()
                .decimals(Tag.INSTANCE_NUMBER, 1)
                .map(number -> (int) Math.rint(number[0]))
                .orElse(null);
    }

    private String orMadeUp(@Nullable String uid, String name) {
        if (uid != null) {
            return uid;
        }
        replaced = true;
        return Uid.derived(name + " of " + seed);
    }

    /** The pixels of the middle slice: two scans without identifiers get different ones, the same scan the same. */
    private static String seed(Volume scan) {
        short[] middle = scan.hu()[scan.slices() / 2];
        ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * middle.length);
        bytes.asShortBuffer().put(middle);
        return Sha256.of(bytes.array());
    }
}
