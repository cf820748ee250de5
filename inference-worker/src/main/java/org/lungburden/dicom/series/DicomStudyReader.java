package org.lungburden.dicom.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.Archive;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.archive.UploadArchive;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.pixel.AssumedRescale;
import org.lungburden.dicom.pixel.PixelFormat;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.Volume;
import org.lungburden.study.DicomFacts;
import org.lungburden.study.DicomSource;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.ScanSize;
import org.lungburden.study.SeriesChoice;
import org.lungburden.study.Study;
import org.lungburden.study.StudyReader;

/**
 * Reads the CT series of a zip of DICOM files. The reader reads all headers first, to refuse an unusable study before
 * the costly unpacking of pixels. Then a few threads decode the slices, each straight into its place in the volume.
 */
public final class DicomStudyReader implements StudyReader {
    /** Share of the progress that reading the headers takes. */
    private static final double HEADER_SHARE = 0.2;

    private final ArchiveLimits limits;
    private final MemoryCheck memory;

    public DicomStudyReader(ArchiveLimits limits, MemoryCheck memory) {
        this.limits = limits;
        this.memory = memory;
    }

    @Override
    public Study read(Path upload, DoubleConsumer progress) throws IOException {
        return read(upload, null, progress);
    }

    /**
     * @param upload an archive or a single file; the reader recognizes CT files by content, so names, directories and other files do not
     *     matter
     * @param series what the client asks for, see {@link WantedSeries}; null when the rule decides, see {@link SeriesRule}
     * @throws CodedException {@code NO_CT_IMAGES}, {@code AMBIGUOUS_SERIES}, {@code SERIES_NOT_FOUND},
     *     {@code TOO_FEW_SLICES}, {@code MISSING_SLICES}, {@code DUPLICATE_SLICES}, {@code UNEVEN_SPACING}, {@code MIXED_GEOMETRY},
     *     {@code NOT_HOUNSFIELD}, {@code UNSUPPORTED_TRANSFER_SYNTAX}, {@code CORRUPT_IMAGE} or a fault of the archive
     */
    public Study read(Path upload, @Nullable String series, DoubleConsumer progress) throws IOException {
        try (Archive archive = UploadArchive.open(upload, limits)) {
            return read(archive, archive.members(), series, progress);
        }
    }

    /**
     * @param members of the archive, to look at; others do not count
     * @throws CodedException as {@link #read(Path, String, DoubleConsumer)}
     */
    public Study read(Archive archive, List<Archive.Member> members, @Nullable String asked, DoubleConsumer progress)
            throws IOException {
        PartOfProgress reading = new PartOfProgress(progress, 0, HEADER_SHARE, members.size());
        UploadHeaders headers = UploadHeaders.read(archive, limits, members, reading::step);
        Chosen chosen = select(headers.slices(), archive, asked);
        SeriesSelection.Selection selection = chosen.selection();
        int unreadable = UnreadableFiles.count(archive, headers, selection.series());
        SliceStack stack = stack(chosen, headers, unreadable, asked != null);
        Volume scan = decode(archive, stack, progress);
        progress.accept(1);
        SeriesCandidate series = selection.series();
        DicomSource source = SourceReader.read(archive, limits, scan, stack.slices(), series);
        DicomFacts facts = new DicomFacts(
                series.uid(Tag.STUDY_INSTANCE_UID),
                series.uid(Tag.SERIES_INSTANCE_UID),
                new SeriesChoice(selection.reason(), selection.others()),
                series.contrast(),
                DicomQuality.thicknessMm(stack),
                series.kernel(),
                source);
        List<QualityFlag> flags = new ArrayList<>(DicomQuality.flags(stack, source));
        LungSections lungs = new LungSections(new FramePixels(archive, limits));
        LeftOut.flag(lungs, series, selection.unused(), chosen.unplaced()).ifPresent(flags::add);
        series.describedProjection()
                .map(DicomQuality::described)
                .or(() -> series.types().reformat().map(DicomQuality::reformatted))
                .ifPresent(flags::add);
        DicomQuality.energy(series).ifPresent(flags::add);
        DicomQuality.spacingTag(stack).ifPresent(flags::add);
        if (unreadable > 0) {
            flags.add(UnreadableFiles.flag(unreadable));
        }
        return Study.ofDicom(scan, facts, flags);
    }

    private static SliceStack stack(Chosen chosen, UploadHeaders headers, int unreadable, boolean asked) {
        SeriesCandidate series = chosen.selection().series();
        series.checkNoProjection();
        try {
            List<CtSlice> slices = series.frames().stream()
                    .map(frame -> CtSlice.of(frame.frame()))
                    .toList();
            Concatenation.check(series, headers);
            if (slices.size() < LEAST_SLICES && Phases.isEven(series.frames())) {
                throw FewSlices.fault(
                        series, chosen.selection().unused(), chosen.unplaced().size(), headers, asked);
            }
            return SliceStack.of(slices);
        } catch (CodedException e) {
            boolean missing = e.code() == ErrorCode.MISSING_SLICES || e.code() == ErrorCode.TOO_FEW_SLICES;
            throw missing && unreadable > 0 ? UnreadableFiles.explained(e, unreadable) : e;
        }
    }

    /** How many CT slices the members hold, in all series together. */
    public int countSlices(Archive archive, List<Archive.Member> members) throws IOException {
        PartOfProgress unseen = new PartOfProgress(share -> {}, 0, 1, Math.max(1, members.size()));
        return UploadHeaders.read(archive, limits, members, unseen::step)
                .slices()
                .size();
    }

    /** @param unplaced frames without an image plane */
    private record Chosen(SeriesSelection.Selection selection, List<CtFrame> unplaced) {}

    private Chosen select(List<CtFrame> frames, Archive archive, @Nullable String series) throws IOException {
        if (frames.isEmpty()) {
            throw new CodedException(ErrorCode.NO_CT_IMAGES);
        }
        Map<CtFrame, PlacedFrame> placed = new IdentityHashMap<>();
        for (CtFrame frame : frames) {
            if (frame.file().whole()) {
                PlacedFrame.of(frame).ifPresent(place -> placed.put(frame, place));
            }
        }
        if (placed.isEmpty()) {
            CtSlice.of(frames.get(0));
        }
        SeriesSelection.Selection selection = new SeriesSelection(new FramePixels(archive, limits))
                .select(
                        frames.stream()
                                .flatMap(frame -> Optional.ofNullable(placed.get(frame)).stream())
                                .toList(),
                        series);
        List<CtFrame> unplaced =
                frames.stream().filter(frame -> !placed.containsKey(frame)).toList();
        unplaced.stream().filter(frame -> selection.series().lacks(frame)).forEach(CtSlice::of);
        return new Chosen(selection, unplaced);
    }

    private Volume decode(Archive archive, SliceStack stack, DoubleConsumer progress) throws IOException {
        List<CtSlice> slices = stack.slices();
        PixelFormat format = slices.get(0).format();
        if ((long) slices.size() * format.pixels() * Short.BYTES > archive.allowanceBytes()) {
            throw new CodedException(ErrorCode.ARCHIVE_TOO_LARGE);
        }
        memory.check(new ScanSize(format.columns(), format.rows(), slices.size(), stack.affine()));
        Map<Archive.Member, List<SliceDecoder.Placed>> byFile = IntStream.range(0, slices.size())
                .mapToObj(k -> new SliceDecoder.Placed(slices.get(k), k))
                .collect(Collectors.groupingBy(placed -> placed.file().member()));
        short[][] hu = new short[slices.size()][];
        SliceDecoder decoder = new SliceDecoder(archive, limits, hu);
        PartOfProgress decoded = new PartOfProgress(progress, HEADER_SHARE, 1, byFile.size());
        Parallel.map(List.copyOf(byFile.values()), decoder::decode, decoded::step);
        checkAssumedRescale(slices, hu);
        return new Volume(hu, format.columns(), format.rows(), stack.affine());
    }

    private static void checkAssumedRescale(List<CtSlice> slices, short[][] hu) {
        AssumedRescale assumed = new AssumedRescale();
        for (int k = 0; k < hu.length; k++) {
            short[] values = hu[k];
            slices.get(k).scale().assumption().ifPresent(open -> assumed.add(values, open));
        }
        assumed.check();
    }
}
