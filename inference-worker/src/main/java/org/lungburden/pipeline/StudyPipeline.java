package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.dicom.result.DicomResult;
import org.lungburden.dicom.result.Predecessor;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.geometry.Volume;
import org.lungburden.job.Stage;
import org.lungburden.measure.Measurement;
import org.lungburden.postprocess.LabelCleanup;
import org.lungburden.postprocess.ScanLabels;
import org.lungburden.postprocess.Sides;
import org.lungburden.preprocess.BodyBox;
import org.lungburden.preprocess.NetworkGrids;
import org.lungburden.preprocess.Padding;
import org.lungburden.report.MeasuredResults;
import org.lungburden.report.OverlayText;
import org.lungburden.report.Views;
import org.lungburden.report.pdf.Disclosure;
import org.lungburden.report.pdf.Heading;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.Correction;
import org.lungburden.study.DicomSource;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;

/**
 * The order of the stages. All work between reading and writing happens in the canonical orientation. A flipped or
 * permuted scan thus gives the same result for every voxel.
 */
public final class StudyPipeline implements StudyProcessor {
    private final FormatReader reader;
    private final Segmenter segmenter;
    private final Clock clock;
    private final Disclosure disclosure;

    /** Refuses studies that the heap of this process cannot hold. */
    public StudyPipeline(Segmenter segmenter, ArchiveLimits limits, Clock clock) {
        this(segmenter, limits, HeapCheck.ofThisJvm(segmenter.card()), clock);
    }

    /** @param clock tells the time that files of the result carry */
    public StudyPipeline(Segmenter segmenter, ArchiveLimits limits, MemoryCheck memory, Clock clock) {
        this(new FormatReader(limits, memory), segmenter, clock, Disclosure.NONE);
    }

    private StudyPipeline(FormatReader reader, Segmenter segmenter, Clock clock, Disclosure disclosure) {
        this.reader = reader;
        this.segmenter = segmenter;
        this.clock = clock;
        this.disclosure = disclosure;
    }

    /** The same pipeline, whose reports tell this much about scan and patient. */
    public StudyPipeline disclosing(Disclosure told) {
        return new StudyPipeline(reader, segmenter, clock, told);
    }

    @Override
    public ProcessedStudy process(Submitted upload, Path output, Listener listener) throws IOException {
        Order order = upload.order();
        if (order instanceof Order.Image) {
            Scan scan = scan(upload, listener);
            listener.at(Stage.WRITING, 0);
            return new ProcessedStudy(null, List.of(ResultFiles.image(scan.study(), output)));
        }
        Outcome outcome = order instanceof Order.Remeasure again
                ? remeasured(upload, again, listener)
                : outcome(upload, listener);
        return new ProcessedStudy(outcome.text().result(), ResultFiles.write(outcome, upload.files(), output));
    }

    /** All but the files. */
    Outcome outcome(Submitted upload, Listener listener) throws IOException {
        Scan scan = scan(upload, listener);
        Volume canonical = scan.canonical();
        if (segmenter.findsLungs()) {
            QualityChecks.ofAeration(canonical, scan.histogram());
        }
        NetworkGrid grid = networkGrid(canonical, segmenter.card());
        listener.at(Stage.SEGMENTING, 0);
        SoftLabels soft = segmenter.segment(grid, progress -> listener.at(Stage.SEGMENTING, progress));
        listener.at(Stage.MEASURING, 0);
        LabelVolume labels = LabelCleanup.of(ScanLabels.of(soft, grid, canonical), canonical);
        Measured measured = measure(labels, grid.box(), canonical);
        return outcome(upload, scan, measured, flags(scan, measured), null, listener);
    }

    /** As the person drew them: nothing cleans these labels, and no check refuses what a person has looked at. */
    private Outcome remeasured(Submitted upload, Order.Remeasure again, Listener listener) throws IOException {
        Scan scan = scan(upload, listener);
        Volume canonical = scan.canonical();
        listener.at(Stage.MEASURING, 0);
        LabelVolume labels = CorrectedLabels.read(again.labels(), scan.study().scan());
        Measured measured = measure(labels, found(BodyBox.of(canonical)), canonical);
        List<QualityFlag> flags = QualityChecks.ofCorrected(() -> flags(scan, measured));
        return outcome(upload, scan, measured, flags, again, listener);
    }

    /**
     * A study that was read and found fit.
     *
     * @param study with the flags of the scan, and without padding
     */
    private record Scan(Study study, Volume canonical, HuHistogram histogram, List<QualityFlag> flags) {}

    private Scan scan(Submitted upload, Listener listener) throws IOException {
        listener.at(Stage.DECODING, 0);
        Study study = reader.read(
                upload.file(), upload.seriesInstanceUid(), progress -> listener.at(Stage.DECODING, progress));
        listener.at(Stage.PREPROCESSING, 0);
        Orientation orientation = Orientation.of(study.scan().affine());
        Volume canonical = orientation.toCanonical(study.scan());
        Padding.Replaced padding = Padding.replace(canonical);
        if (!padding.isEmpty()) {
            study = study.withScan(orientation.toScan(canonical));
        }
        return new Scan(study, canonical, padding.histogram(), QualityChecks.ofScan(study, canonical, padding));
    }

    private Outcome outcome(
            Submitted upload,
            Scan scan,
            Measured measured,
            List<QualityFlag> flags,
            Order.@Nullable Remeasure again,
            Listener listener) {
        Study judged = scan.study().with(scan.flags()).with(flags);
        listener.at(Stage.WRITING, 0);
        Correction correction = again == null ? null : again.correction();
        Path before = again == null ? null : again.before();
        Heading heading = Heading.of(scan.study(), disclosure).with(correction);
        ResultDocument.Measured result = MeasuredResults.of(
                judged, measured.measurement(), segmenter.card().asInResults(), heading.scanDate());
        return new Outcome(
                judged,
                scan.canonical(),
                measured.labels(),
                measured.measurement(),
                new Lazy<>(() -> Views.of(judged, scan.canonical(), measured.labels())),
                new OverlayText(upload.reference(), upload.job(), result),
                heading,
                dicomResult(scan.study(), result, measured.labels(), correction, before),
                correction);
    }

    private Supplier<DicomResult> dicomResult(
            Study study,
            ResultDocument.Measured result,
            LabelVolume labels,
            @Nullable Correction correction,
            @Nullable Path before) {
        Instant now = clock.instant();
        return new Lazy<>(() -> {
            DicomSource source = Objects.requireNonNull(study.dicom()).source();
            DicomResult dicom = DicomResult.of(source, result.model(), labels, now, correction != null);
            if (correction != null && correction.acceptance() != null) {
                dicom = dicom.accepted(correction.acceptance());
            }
            return before == null ? dicom : dicom.after(Predecessor.of(before));
        });
    }

    /**
     * The network's input for a scan in the canonical orientation.
     *
     * @throws CodedException {@code NO_LUNG_FOUND}
     */
    public static NetworkGrid networkGrid(Volume canonical, ModelCard card) {
        PixelBox box = found(BodyBox.of(canonical));
        return NetworkGrids.build(
                canonical, box, card.rows(), card.columns(), card.lowHu(), card.highHu(), card.neighbourDistanceMm());
    }

    private record Measured(LabelVolume labels, Sides sides, Measurement measurement) {}

    private List<QualityFlag> flags(Scan scan, Measured measured) {
        return segmenter.findsLungs()
                ? QualityChecks.ofLungs(
                        scan.study(),
                        scan.canonical(),
                        scan.histogram(),
                        measured.labels(),
                        measured.sides(),
                        segmenter.card().evaluated())
                : List.of();
    }

    private static Measured measure(LabelVolume labels, PixelBox box, Volume canonical) {
        Sides sides = found(Sides.of(labels, canonical, box));
        return new Measured(labels, sides, Measurement.of(labels, canonical, sides.voxels()));
    }

    private static <T> T found(Optional<T> kernelAnswer) {
        return kernelAnswer.orElseThrow(() -> new CodedException(ErrorCode.NO_LUNG_FOUND));
    }
}
