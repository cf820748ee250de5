package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.phantom.PhantomScan;

/** One scan, whose files in all forms must give the same volumes. */
final class OneScan {
    static final PhantomScan SCAN = new PhantomScan(96, 90, 60, 4.0, 5.0, "LPS", 1);

    private OneScan() {}

    /** @param run receives the folder {@code output} with the files of the result */
    static StudyProcessor.ProcessedStudy measured(Path file, Path run) throws IOException {
        return new StudyPipeline(new ByDensity(), ArchiveLimits.defaults(), Clock.systemUTC())
                .process(
                        new StudyProcessor.Submitted(file, null, null, null, FileChoice.DEFAULT),
                        Files.createDirectory(run.resolve("output")),
                        (stage, progress) -> {});
    }
}
