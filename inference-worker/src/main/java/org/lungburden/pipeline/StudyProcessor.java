package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.FileChoice;
import org.lungburden.job.Stage;
import org.lungburden.result.ResultDocument;

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
     */
    record Submitted(
            Path file,
            @Nullable UUID job,
            @Nullable String reference,
            @Nullable String seriesInstanceUid,
            FileChoice files) {}

    /** Stages from DECODING on; progress 0 to 1 within the stage. */
    @FunctionalInterface
    interface Listener {
        void at(Stage stage, double stageProgress);
    }

    /** The measurements of a study, and the written files. */
    record ProcessedStudy(ResultDocument.Measured result, List<OutputFile> files) {
        public ProcessedStudy {
            files = List.copyOf(files);
        }
    }

    /** A written file and the name clients know it by. */
    record OutputFile(String name, String mediaType, Path path) {}
}
