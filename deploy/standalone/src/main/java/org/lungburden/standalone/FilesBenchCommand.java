package org.lungburden.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.inference.Placement;
import org.lungburden.inference.Precision;
import org.lungburden.inference.TorchSegmenter;
import org.lungburden.pipeline.FileTimes;
import org.lungburden.pipeline.StudyPipeline;
import org.lungburden.pipeline.StudyProcessor;
import org.lungburden.standalone.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures {@code lungburden bench files}: how long each file of a study's result takes. */
@Command(
        name = "bench-files",
        hidden = true,
        description = "Times the writing of each file of a result; prints lines of JSON.")
final class FilesBenchCommand implements Callable<Integer> {
    private static final int USUAL_RUNS = 10;
    private static final double NANOS_PER_MS = 1e6;

    @Parameters(index = "0", paramLabel = "STUDY", description = "A study.")
    Path study;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "An empty folder for the files.")
    Path folder;

    @Option(names = "--model", defaultValue = "${env:LUNGBURDEN_MODEL}", description = "Directory of the model.")
    Path model;

    @Mixin
    RunsOption runs = new RunsOption();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int timed = runs.or(USUAL_RUNS);
        int threads = Runtime.getRuntime().availableProcessors();
        try (TorchSegmenter segmenter = TorchSegmenter.load(model, new Placement("cpu", Precision.AUTO, 0, threads))) {
            StudyPipeline pipeline = new StudyPipeline(segmenter, ArchiveLimits.defaults(), Clock.systemUTC());
            FileTimes.of(
                            pipeline,
                            new StudyProcessor.Submitted(study, null, "a study", null, FileChoice.DEFAULT),
                            folder,
                            timed)
                    .forEach(this::print);
        }
        return ExitCode.DONE;
    }

    private void print(FileTimes.Row row) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "{\"file\": \"%s\", \"bytes\": %d, \"firstMs\": %.1f, \"firstCpuMs\": %.1f, \"ms\": %.1f,"
                        + " \"cpuMs\": %.1f}%n",
                row.file(),
                row.bytes(),
                row.first().wall() / NANOS_PER_MS,
                row.first().cpu() / NANOS_PER_MS,
                row.fastest().wall() / NANOS_PER_MS,
                row.fastest().cpu() / NANOS_PER_MS);
        out.flush();
    }
}
