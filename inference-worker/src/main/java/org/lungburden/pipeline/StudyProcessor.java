package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;
import org.lungburden.job.Stage;
import org.lungburden.result.ResultDocument;
import org.lungburden.study.Correction;

/** Turns an upload into measurements and files; knows nothing of jobs, leases and stores. */
public interface StudyProcessor {

    /**
     * @param upload the study
     * @param output existing empty directory for the files
     * @param listener called with every stage and its progress; an exception from this call ends the work
     * @throws org.lungburden.error.CodedException a fault with a code
     */
    ProcessedStudy process(Submitted upload, Path output, Listener listener) throws IOException;

    /**
     * A submitted study.
     *
     * @param file local copy of the study
     * @param reference the client's own id of it, which the picture shows
     * @param seriesInstanceUid the series to measure; null when the pipeline chooses
     * @param files those that the client wants
     * @param order what is to be done with the study
     */
    record Submitted(
            Path file,
            @Nullable UUID job,
            @Nullable String reference,
            @Nullable String seriesInstanceUid,
            FileChoice files,
            Order order) {
        /** To be measured by the network. */
        public Submitted(
                Path file,
                @Nullable UUID job,
                @Nullable String reference,
                @Nullable String seriesInstanceUid,
                FileChoice files) {
            this(file, job, reference, seriesInstanceUid, files, new Order.Measure());
        }

        /** The same study with another order. */
        public Submitted with(Order other) {
            return new Submitted(file, job, reference, seriesInstanceUid, files, other);
        }
    }

    /** What is to be done with a study. */
    sealed interface Order {
        /** Find lungs and opacity with the network, and measure them. */
        record Measure() implements Order {}

        /** Write the scan alone, as {@code image.nii.gz}. */
        record Image() implements Order {}

        /**
         * Measure these labels; the network does not run.
         *
         * @param labels a file on the grid of the scan's {@code labels.nii.gz}
         * @param before the {@code measurements.dcm} that the new one succeeds; null when there is none
         */
        record Remeasure(
                Path labels,
                Correction correction,
                @Nullable Path before) implements Order {}
    }

    /** Stages from DECODING on; progress 0 to 1 within the stage. */
    @FunctionalInterface
    interface Listener {
        void at(Stage stage, double stageProgress);
    }

    /**
     * The measurements of a study, and the written files.
     *
     * @param measured null when the order was for files alone
     */
    record ProcessedStudy(ResultDocument.@Nullable Measured measured, List<OutputFile> files) {
        public ProcessedStudy {
            files = List.copyOf(files);
        }

        /** The measurements, where there are some for certain. */
        public ResultDocument.Measured result() {
            if (measured == null) {
                throw new IllegalStateException("the study was not measured");
            }
            return measured;
        }
    }

    /** A written file and the name clients know it by. */
    record OutputFile(String name, String mediaType, Path path) {}
}
