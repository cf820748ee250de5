package org.lungburden.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.report.pdf.Disclosure;
import org.lungburden.result.ResultDocument;

/** The phantom as a DICOM study, sent through the pipeline for the DICOM files of its result. */
final class DicomRun {
    private DicomRun() {}

    /**
     * @param run receives the study as {@code phantom.zip}, and the files of the result in the folder {@code output}
     * @param files as clients choose them
     * @param reference the client's own
     */
    static ResultDocument.Measured written(Path run, Segmenter segmenter, String files, @Nullable String reference)
            throws Exception {
        return written(run, segmenter, files, reference, Disclosure.NONE);
    }

    /** @param told what the report tells of the patient */
    static ResultDocument.Measured written(
            Path run, Segmenter segmenter, String files, @Nullable String reference, Disclosure told) throws Exception {
        Path study = run.resolve("phantom.zip");
        PhantomFile.write(OneScan.SCAN, study);
        FileChoice choice = FileChoice.of(files).orElseThrow();
        Path output = Files.createDirectories(run.resolve("output"));
        StudyPipeline pipeline =
                new StudyPipeline(segmenter, ArchiveLimits.defaults(), Clock.systemUTC()).disclosing(told);
        return pipeline.process(
                        new StudyProcessor.Submitted(study, null, reference, null, choice),
                        output,
                        (stage, progress) -> {})
                .result();
    }

    /** @return what the program said, line by line, when it ran beside the files of the result */
    static List<String> program(Path run, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(run.resolve("output").toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        List<String> said = process.inputReader().lines().toList();
        process.waitFor();
        return said;
    }
}
