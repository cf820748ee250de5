package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.error.Category;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.SoftLabels;
import org.lungburden.job.Stage;
import org.lungburden.phantom.BoxSegmenter;
import org.lungburden.result.ResultDocument;

/** Sends an upload through the pipeline, with a network so small that hardly any time goes into it. */
final class FuzzedStudy {
    private final StudyPipeline pipeline = new StudyPipeline(new Boxes(), ArchiveLimits.defaults(), Clock.systemUTC());

    /** Empty when the study was measured; a bug or another fault than the upload's is thrown. */
    Optional<ErrorCode> outcome(Path upload, Path output, boolean written) throws IOException {
        try {
            ResultDocument.Measured result = pipeline.process(
                            new StudyProcessor.Submitted(upload, null, null, null, FileChoice.ALL),
                            output,
                            (stage, progress) -> stopAtWriting(stage, written))
                    .result();
            ResultDocument.VolumesMl volumes = result.volumesMl();
            assertThat(volumes.lung()).isFinite().isNotNegative();
            assertThat(result.study().spacingMm()).allMatch(mm -> Double.isFinite(mm) && mm > 0);
            return Optional.empty();
        } catch (MeasuredException e) {
            return Optional.empty();
        } catch (CodedException e) {
            // an upload whose header announces more voxels than the heap holds gets the code of the heap
            if (e.code().category() != Category.INPUT && e.code() != ErrorCode.OUT_OF_MEMORY) {
                throw e;
            }
            return Optional.of(e.code());
        }
    }

    private static void stopAtWriting(Stage stage, boolean written) {
        if (stage == Stage.WRITING && !written) {
            throw new MeasuredException();
        }
    }

    /** Thrown by the listener, which ends the work. */
    @SuppressWarnings("serial")
    private static final class MeasuredException extends RuntimeException {}

    private static final class Boxes implements Segmenter {
        private static final int SIDE = 32;

        private final Segmenter boxes = BoxSegmenter.atOnce();
        private final ModelCard card =
                new ModelCard("boxes", "1", boxes.card().sha256(), "{}", SIDE, SIDE, -1024, 150, 5);

        @Override
        public ModelCard card() {
            return card;
        }

        @Override
        public boolean findsLungs() {
            return false;
        }

        @Override
        public SoftLabels segment(NetworkGrid grid, DoubleConsumer progress) {
            return boxes.segment(grid, progress);
        }

        @Override
        public void close() {}
    }
}
