package org.lungburden.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.pipeline.StudyProcessor.ProcessedStudy;

/** Writes a scan of the phantom to a file and sends the file through the whole pipeline. */
final class PhantomRun {
    private PhantomRun() {}

    /** @param fileName decides the format */
    static ProcessedStudy of(PhantomScan scan, String fileName, Segmenter segmenter, Path directory) {
        return of(scan, fileName, segmenter, directory, (stage, progress) -> {});
    }

    /** The same, heard by {@code listener}. */
    static ProcessedStudy of(
            PhantomScan scan, String fileName, Segmenter segmenter, Path directory, StudyProcessor.Listener listener) {
        try {
            Path folder = Files.createTempDirectory(directory, "run");
            Path study = folder.resolve(fileName);
            PhantomFile.write(scan, study);
            Path output = Files.createDirectory(folder.resolve("output"));
            return new StudyPipeline(segmenter, ArchiveLimits.defaults(), Clock.systemUTC())
                    .process(
                            new StudyProcessor.Submitted(study, null, null, null, FileChoice.DEFAULT),
                            output,
                            listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All 48 ways for columns, rows and slices to run. */
    static List<String> allAxes() {
        List<String> all = new ArrayList<>();
        for (String order : List.of("012", "021", "102", "120", "201", "210")) {
            for (int flips = 0; flips < 8; flips++) {
                StringBuilder axes = new StringBuilder();
                for (int n = 0; n < 3; n++) {
                    int axis = order.charAt(n) - '0';
                    axes.append(((flips >> axis & 1) == 0 ? "LPS" : "RAI").charAt(axis));
                }
                all.add(axes.toString());
            }
        }
        return all;
    }
}
