package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.PixelBox;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.geometry.Volume;
import org.lungburden.job.Stage;
import org.lungburden.measure.Measurement;
import org.lungburden.postprocess.LabelCleanup;
import org.lungburden.postprocess.LungSides;
import org.lungburden.postprocess.ScanLabels;
import org.lungburden.preprocess.BodyBox;
import org.lungburden.preprocess.NetworkGrids;
import org.lungburden.report.LabelsFile;
import org.lungburden.report.OverlaySheet;
import org.lungburden.report.ResultDocuments;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.Study;

/**
 * The order of the stages. All work between reading and writing happens in the canonical orientation, so a flipped or
 * permuted scan takes the same path voxel by voxel.
 */
public final class StudyPipeline implements StudyProcessor {
    private final FormatReader reader;
    private final Segmenter segmenter;

    public StudyPipeline(Segmenter segmenter, ArchiveLimits limits) {
        this.segmenter = segmenter;
        this.reader = new FormatReader(limits);
    }

    @Override
    public ProcessedStudy process(Path upload, Path output, Listener listener) throws IOException {
        listener.at(Stage.DECODING, 0);
        Study study = reader.read(upload, progress -> listener.at(Stage.DECODING, progress));
        listener.at(Stage.PREPROCESSING, 0);
        Orientation orientation = Orientation.of(study.scan().affine());
        Volume canonical = orientation.toCanonical(study.scan());
        NetworkGrid grid = networkGrid(canonical);
        listener.at(Stage.SEGMENTING, 0);
        SoftLabels soft = segmenter.segment(grid, progress -> listener.at(Stage.SEGMENTING, progress));
        listener.at(Stage.MEASURING, 0);
        Measured measured = measure(soft, grid, canonical);
        listener.at(Stage.WRITING, 0);
        return write(study, orientation, canonical, measured, output);
    }

    private NetworkGrid networkGrid(Volume canonical) {
        ModelCard card = segmenter.card();
        PixelBox box = found(BodyBox.of(canonical));
        return NetworkGrids.build(
                canonical,
                box,
                card.rows(),
                card.columns(),
                card.lowHu(),
                card.highHu(),
                card.neighbourDistanceMm());
    }

    private record Measured(LabelVolume labels, Measurement measurement) {}

    private static Measured measure(SoftLabels soft, NetworkGrid grid, Volume canonical) {
        LabelVolume labels = LabelCleanup.of(ScanLabels.of(soft, grid, canonical), canonical);
        byte[][] sides = found(LungSides.split(labels));
        return new Measured(labels, Measurement.of(labels, canonical, sides));
    }

    private ProcessedStudy write(
            Study study, Orientation orientation, Volume canonical, Measured measured, Path output)
            throws IOException {
        ResultDocument result = ResultDocuments.of(study, measured.measurement(), model());
        Path labels = output.resolve("labels.nii.gz");
        LabelsFile.write(orientation.toScan(measured.labels()), study, labels);
        Path overlay = output.resolve("overlay.png");
        OverlaySheet.write(canonical, measured.labels(), result, overlay);
        return new ProcessedStudy(
                result,
                List.of(
                        new OutputFile("labels.nii.gz", "application/gzip", labels),
                        new OutputFile("overlay.png", "image/png", overlay)));
    }

    private ResultDocument.Model model() {
        ModelCard card = segmenter.card();
        return new ResultDocument.Model(card.name(), card.version(), card.sha256());
    }

    private static <T> T found(Optional<T> kernelAnswer) {
        return kernelAnswer.orElseThrow(() -> new CodedException(ErrorCode.NO_LUNG_FOUND));
    }
}
